import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blankComments } from "../../implementations/linux-source/c/blank-comments.ts";
import { holds } from "../../implementations/linux-source/c/condition.ts";
import { readDirectives } from "../../implementations/linux-source/c/directives.ts";
import { expand } from "../../implementations/linux-source/c/expand.ts";
import { type Item, splitItems } from "../../implementations/linux-source/c/items.ts";
import { membersOf, parametersOf, referencesOf } from "../../implementations/linux-source/tree/references.ts";

const CONFIGURATION = new Map([
  ["CONFIG_ON", 1],
  ["BITS", 64],
]);

function read(text: string): Item[] {
  const active = readDirectives(text, CONFIGURATION);
  return splitItems("file.c", active).map((item) => (item.kind === "expansion" ? expand(item, active.macros) : item));
}

function only(text: string): Item {
  const items = read(text);
  expect(items).toHaveLength(1);
  return items[0]!;
}

const anyC = fc
  .array(fc.constantFrom("/*", "*/", "//", "\n", '"', "'", "\\", "a", " ", "#define X", "{", "}", "(", ")", ";", "="))
  .map((parts) => parts.join(""));

describe("comments", () => {
  test("go, and every line stays", () => {
    fc.assert(fc.property(anyC, (text) => blankComments(text).split("\n").length === text.split("\n").length));
  });

  test("do not begin inside of a literal", () => {
    expect(blankComments(`a = "/* no */"; /* yes */ b = '"'; // "too"\nc`)).toBe(`a = "/* no */";   b = '"';  \nc`);
  });
});

describe("conditions", () => {
  test.each([
    ["defined(CONFIG_ON)", true],
    ["defined CONFIG_OFF", false],
    ["IS_ENABLED(CONFIG_ON) && !IS_ENABLED(CONFIG_OFF)", true],
    ["BITS == 64 ? 1 : 0", true],
    ["(BITS >> 3) == 8 && 0x10 + 2 * 3 == 22", true],
    ["UNKNOWN(1, 2) || 0", false],
    ["1 - 1 || 2 <= 1", false],
    ["!(7 & 8) && (7 | 8) == 15 && (5 ^ 1) == 4", true],
    ["", false],
  ])("%s", (condition, expected) => {
    expect(holds(condition, CONFIGURATION)).toBe(expected);
  });

  test("never throw", () => {
    const anyCondition = fc
      .array(
        fc.constantFrom("(", ")", "!", "&&", "||", "1", "X", "defined", "?", ":", "+", "/", "%", "0", "IS_ENABLED"),
      )
      .map((parts) => parts.join(" "));
    fc.assert(fc.property(anyCondition, (condition) => typeof holds(condition, CONFIGURATION) === "boolean"));
  });

  test("choose the lines that are active", () => {
    const text = "#ifdef CONFIG_OFF\nint a;\n#elif defined(CONFIG_ON)\nint b;\n#else\nint c;\n#endif\nint d;";
    expect(read(text).map(({ name, line }) => [name, line])).toEqual([
      ["b", 4],
      ["d", 8],
    ]);
  });

  test("that do not hold hide what is nested in them", () => {
    expect(read("#if 0\n#if 1\nint a;\n#else\nint b;\n#endif\n#endif\nint c;").map(({ name }) => name)).toEqual(["c"]);
  });
});

describe("items", () => {
  test("a function whose type stands on a line of its own", () => {
    const item = only(
      "static bool\nis_below(struct device *dev, struct device *bridge)\n{\n\treturn dev != bridge;\n}\n",
    );
    expect([item.kind, item.name, item.line]).toEqual(["function", "is_below", 1]);
    expect(parametersOf(item).map((parameter) => parameter.map(({ text }) => text).join(" "))).toEqual([
      "struct device * dev",
      "struct device * bridge",
    ]);
  });

  test("a function with attributes", () => {
    expect(only("static int __init __printf(1, 2) f(void) __must_hold(&x)\n{\n}\n").name).toBe("f");
    expect(parametersOf(only("int f(void) { }"))).toEqual([]);
  });

  test("a type, its members and its enumerators", () => {
    const item = only(
      "struct unit {\n\tstruct list_head list;\n\tu64 base, end;\n\tint (*call)(int x);\n\tu8 bit:1;\n};\n",
    );
    expect([item.kind, item.tags]).toEqual(["type", ["unit"]]);
    for (const member of ["list", "base", "end", "call", "bit"]) expect(membersOf(item)).toContain(member);
    expect(only("enum kind { ONE, TWO = (1 << 3), THREE, };").names).toEqual(["ONE", "TWO", "THREE"]);
    expect(only("enum { ANONYMOUS = 1 };")).toMatchObject({ kind: "type", tags: [], names: ["ANONYMOUS"] });
  });

  test("typedefs", () => {
    expect(only("typedef unsigned int ioasid_t;").names).toEqual(["ioasid_t"]);
    expect(only("typedef int (*handler_t)(struct a *, void *);").names).toEqual(["handler_t"]);
    expect(only("typedef u32(SPECIAL * handler)(void *context);").names).toEqual(["handler"]);
    expect(only("typedef struct { int a; } pair_t;")).toMatchObject({ kind: "type", names: ["pair_t"] });
  });

  test("variables, with values and without, also by way of a macro", () => {
    expect(only('static const char * const names[] = {\n\t[A] = "a",\n};').names).toEqual(["names"]);
    expect(only("static LIST_HEAD(units);")).toMatchObject({ kind: "variable", name: "units" });
    expect(only("int a = 1, *b, c[3];").names).toEqual(["a", "b", "c"]);
    expect(only("extern int enabled;")).toMatchObject({ kind: "declaration", name: "enabled" });
    expect(read('EXPORT_SYMBOL_GPL(f);\nMODULE_LICENSE("GPL");')).toEqual([]);
  });

  test("a prototype is no definition", () => {
    expect(only("int f(struct a *a,\n      int b);")).toMatchObject({ kind: "declaration", name: "f" });
  });

  test("a macro with everything that continues it", () => {
    const item = only("#define each(x, list) \\\n\tfor (x = list; \\\n\t     x; x = x->next)\n");
    expect([item.kind, item.name, item.text.split("\n").length]).toEqual(["macro", "each", 3]);
  });

  test("a macro that stands alone and pastes names together", () => {
    const text =
      "#define MAKE(name) \\\n\tstatic int get_##name(void) \\\n\t{ \\\n\t\treturn value_of(#name); \\\n\t}\n\nMAKE(area)\nMAKE(room)\nint after;\n";
    expect(read(text).flatMap(({ names }) => names)).toEqual(["MAKE", "get_area", "get_room", "after"]);
  });
});

describe("references", () => {
  test("tell what has to be complete from what is pointed to", () => {
    const { completeTags, pointedTags } = referencesOf(only("struct a { struct b b; struct c *c; enum d d; };"));
    expect([...completeTags].sort()).toEqual(["a", "b", "d"]);
    expect([...pointedTags]).toEqual(["c"]);
  });

  test("are no members and no labels", () => {
    const { names, words } = referencesOf(
      only("int f(void)\n{\n\tif (x.call(LIMIT))\n\t\tgoto out;\nout:\n\treturn g(y->z);\n}"),
    );
    expect([...names].sort()).toEqual(["LIMIT", "g"]);
    expect([...words].sort()).toEqual(["out", "x", "y"]);
  });
});

describe("a function that is half edited", () => {
  test.each([
    ["lacks a closing brace", "int a(void)\n{\n\tif (x) {\n\t\ty();\n}\n\nint b(void)\n{\n}\n"],
    ["has a closing brace too many", "int a(void)\n{\n\tif (x)\n\t\ty();\n\t}\n\tz();\n}\n\nint b(void)\n{\n}\n"],
  ])("%s, and leaves the next one alone", (_, text) => {
    const items = read(text);
    expect(items.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(items[0]!.text.endsWith("\n}")).toBe(true);
    expect(items[0]!.text).toContain(text.includes("z();") ? "z();" : "y();");
  });
});
