/**
 * The value of a preprocessor condition (`#if`) under a configuration.
 *
 * A kernel header distinguishes configurations with `#ifdef`, `IS_ENABLED()` and arithmetic on a few constants. Unknown
 * identifiers count as 0, as in the C preprocessor.
 */

/** Object-like macros treated as defined, with their values. */
export type Configuration = ReadonlyMap<string, number>;

const TOKEN = /\s*(0[xX][0-9a-fA-F]+|\d+|[A-Za-z_]\w*|'[^']*'|&&|\|\||[<>=!]=|<<|>>|[-+*/%<>!~&|^?:(),])[uUlL]*/y;

const ENABLED = new Set(["IS_ENABLED", "IS_BUILTIN", "IS_REACHABLE"]);

/** Binary operators by precedence. */
const BINDING: ReadonlyMap<string, number> = new Map([
  ["||", 1],
  ["&&", 2],
  ["|", 3],
  ["^", 4],
  ["&", 5],
  ["==", 6],
  ["!=", 6],
  ["<", 7],
  [">", 7],
  ["<=", 7],
  [">=", 7],
  ["<<", 8],
  [">>", 8],
  ["+", 9],
  ["-", 9],
  ["*", 10],
  ["/", 10],
  ["%", 10],
]);

/** True if the condition holds; text that is not a condition counts as false. */
export function holds(condition: string, configuration: Configuration): boolean {
  return new ConditionParser(condition, configuration).value() !== 0;
}

class ConditionParser {
  readonly #tokens: string[] = [];
  readonly #configuration: Configuration;
  #at = 0;

  constructor(condition: string, configuration: Configuration) {
    this.#configuration = configuration;
    TOKEN.lastIndex = 0;
    for (let match = TOKEN.exec(condition); match !== null; match = TOKEN.exec(condition)) this.#tokens.push(match[1]!);
  }

  value(): number {
    return this.#conditional();
  }

  #conditional(): number {
    const condition = this.#binary(1);
    if (!this.#take("?")) return condition;
    const whenTrue = this.#conditional();
    this.#take(":");
    const whenFalse = this.#conditional();
    return condition === 0 ? whenFalse : whenTrue;
  }

  #binary(least: number): number {
    let left = this.#unary();
    for (;;) {
      const operator = this.#tokens[this.#at];
      const binding = operator === undefined ? undefined : BINDING.get(operator);
      if (operator === undefined || binding === undefined || binding < least) return left;
      this.#at++;
      left = apply(operator, left, this.#binary(binding + 1));
    }
  }

  #unary(): number {
    if (this.#take("!")) return this.#unary() === 0 ? 1 : 0;
    if (this.#take("~")) return ~this.#unary();
    if (this.#take("-")) return -this.#unary();
    if (this.#take("+")) return this.#unary();
    if (this.#take("(")) {
      const inner = this.#conditional();
      this.#take(")");
      return inner;
    }
    const token = this.#tokens[this.#at++];
    if (token === undefined) return 0;
    if (/^\d/.test(token)) return Number(token);
    if (token === "defined") return this.#argument((name) => (this.#configuration.has(name) ? 1 : 0));
    if (ENABLED.has(token)) return this.#argument((name) => this.#configuration.get(name) ?? 0);
    if (this.#tokens[this.#at] === "(") {
      this.#skipParentheses();
      return 0;
    }
    return this.#configuration.get(token) ?? 0;
  }

  #argument(evaluate: (name: string) => number): number {
    const bracketed = this.#take("(");
    const name = this.#tokens[this.#at++] ?? "";
    if (bracketed) this.#take(")");
    return evaluate(name);
  }

  #skipParentheses(): void {
    let depth = 0;
    do {
      const token = this.#tokens[this.#at++];
      if (token === "(") depth++;
      else if (token === ")") depth--;
      else if (token === undefined) return;
    } while (depth > 0);
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at++;
    return true;
  }
}

function apply(operator: string, left: number, right: number): number {
  switch (operator) {
    case "||":
      return left !== 0 || right !== 0 ? 1 : 0;
    case "&&":
      return left !== 0 && right !== 0 ? 1 : 0;
    case "|":
      return left | right;
    case "^":
      return left ^ right;
    case "&":
      return left & right;
    case "==":
      return left === right ? 1 : 0;
    case "!=":
      return left !== right ? 1 : 0;
    case "<":
      return left < right ? 1 : 0;
    case ">":
      return left > right ? 1 : 0;
    case "<=":
      return left <= right ? 1 : 0;
    case ">=":
      return left >= right ? 1 : 0;
    case "<<":
      return left * 2 ** right;
    case ">>":
      return Math.floor(left / 2 ** right);
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return right === 0 ? 0 : Math.trunc(left / right);
    default:
      return right === 0 ? 0 : left % right;
  }
}
