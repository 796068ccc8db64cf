/**
 * C text as tokens, covering as much of the language as is needed to separate definitions and see which names they use.
 */

export interface Token {
  readonly kind: "word" | "number" | "literal" | "sign";
  readonly text: string;
  /** Offset in the text, from 0. */
  readonly at: number;
}

const TOKEN = /[A-Za-z_]\w*|\d[\w.]*|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'|->|\.\.\.|##|[^\s\w]/g;

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const token = match[0];
    const first = token.charCodeAt(0);
    tokens.push({ kind: kindOf(first), text: token, at: match.index });
  }
  return tokens;
}

function kindOf(first: number): Token["kind"] {
  if (first >= 0x30 && first <= 0x39) return "number";
  if (first === 0x22 || first === 0x27) return "literal";
  const letter = (first >= 0x41 && first <= 0x5a) || (first >= 0x61 && first <= 0x7a) || first === 0x5f;
  return letter ? "word" : "sign";
}

export const C_KEYWORDS: ReadonlySet<string> = new Set(
  (
    "auto break case char const continue default do double else enum extern float for goto if inline int long " +
    "register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while " +
    "_Bool _Static_assert typeof __typeof__ __attribute__ __extension__ __inline__ __inline asm __asm__ " +
    "__builtin_offsetof __builtin_types_compatible_p __builtin_choose_expr __builtin_constant_p __builtin_expect " +
    "__builtin_unreachable __auto_type _Generic __func__ __FILE__ __LINE__ __VA_ARGS__ __VA_OPT__ defined"
  ).split(" "),
);
