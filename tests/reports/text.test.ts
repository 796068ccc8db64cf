import { execFileSync } from "node:child_process";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeLines, escapeText } from "../../reports/text/escape-text.ts";
import { formatProtection, formatRange, formatSize } from "../../reports/text/format-region.ts";
import { countOf, groupDigits } from "../../reports/text/group-digits.ts";
import { painter } from "../../reports/text/painter.ts";
import { shellQuote } from "../../reports/text/shell-quote.ts";
import { wrapText } from "../../reports/text/wrap-text.ts";

const anyText = fc.string({ unit: "binary", maxLength: 200 });

describe("text from an implementation", () => {
  test("keeps nothing that acts on a terminal, whatever it was", () => {
    fc.assert(
      fc.property(
        fc.oneof(anyText, fc.string({ unit: fc.constantFrom("\u001b", "\u202e", "\ud800", "\u009b", "\r", "a") })),
        (text) => {
          // Controls (Cc), formats such as right-to-left marks (Cf), halves of pairs (Cs), line separators (Zl, Zp).
          expect(escapeText(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        },
      ),
    );
  });

  test("is the same if it is harmless", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii", maxLength: 300 }), (text) => {
        expect(escapeText(text)).toBe(text);
      }),
    );
    expect(escapeText("Gerät 設備 \u{1f4a5}")).toBe("Gerät 設備 \u{1f4a5}");
  });

  test("is cut with a note of its length, and no pair is cut in half", () => {
    expect(escapeText("x".repeat(1_048_576))).toBe(`${"x".repeat(400)} ... (1,048,576 characters in all)`);
    expect(escapeText("abc\u{1f4a5}d", 4)).toBe("abc ... (6 characters in all)");
    expect(escapeText("abc\u{1f4a5}", 5)).toBe("abc\u{1f4a5}");
  });

  test("shows what was there", () => {
    expect(escapeText("a\u001b[31mb\n\u202ec\ud800")).toBe("a\\x1b[31mb\\n\\u{202e}c\\u{d800}");
  });
});

describe("numbers and ranges", () => {
  test("digits are grouped as Intl groups them in English", () => {
    const english = new Intl.NumberFormat("en-US");
    fc.assert(
      fc.property(fc.nat(), (count) => {
        expect(groupDigits(count)).toBe(english.format(count));
      }),
    );
    expect([countOf(1, "case"), countOf(0, "case"), countOf(2, "bus", "buses")]).toEqual([
      "1 case",
      "0 cases",
      "2 buses",
    ]);
  });

  test("a range shows both ends, and its size in the largest whole unit", () => {
    const size = (start: bigint, end: bigint): string => formatSize({ start, end });
    expect(formatRange({ start: 0n, end: 0xffff_ffff_ffff_ffffn })).toBe("[0x0, 0xffffffffffffffff]");
    expect(size(0n, 0xfffn)).toBe("4 KiB");
    expect(size(0n, 0x1000n)).toBe("4097 bytes");
    expect(size(0x7b00_0000n, 0x7b7f_ffffn)).toBe("8 MiB");
    expect(size(0n, 0xffff_ffff_ffff_ffffn)).toBe("16 EiB");
    expect(size(5n, 5n)).toBe("1 byte");
    expect(size(5n, 4n)).toBe("no byte");
    expect(size(5n, 0n)).toBe("no byte");
  });

  test("a protection shows every bit", () => {
    expect([0, 1, 2, 3, 0x13].map(formatProtection)).toEqual(["--", "r-", "-w", "rw", "rw+0x10"]);
  });
});

describe("layout", () => {
  test("wrapped text keeps all words, and no line but that of a long word is too wide", () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 30 }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 10, max: 60 }), (list, width) => {
        const lines = wrapText(list.join(" "), width, "  ").split("\n");
        expect(lines.map((line) => line.trim()).join(" ")).toBe(list.join(" "));
        for (const line of lines) expect(line.length <= width || !line.trim().includes(" ")).toBe(true);
      }),
    );
  });

  test("without colour nothing is painted, with colour the text is the same between escapes", () => {
    expect(painter(false)("bad", "x")).toBe("x");
    // oxlint-disable-next-line no-control-regex
    expect(painter(true)("bad", "x")).toMatch(/^\u001b\[\d+mx\u001b\[\d+m$/);
  });
});

describe("shell words", () => {
  const unit = fc.constantFrom("'", '"', "$", "\\", "`", " ", "*", "~", "a", "0", "é", "-", "!", "\u{1f4a5}");

  function printedBy(shell: string, argument: string): string {
    return execFileSync(shell, ["-c", `printf %s ${shellQuote(argument)}`], {
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C.UTF-8" },
    });
  }

  test("any shell gives back what was quoted", () => {
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (argument) => {
        expect(printedBy("sh", argument)).toBe(argument);
      }),
      { numRuns: 60 },
    );
    expect(shellQuote("./driver.js")).toBe("./driver.js");
    expect(shellQuote("")).toBe("''");
  });

  test("bash gives back what could act on a terminal, and it does not act where it is shown", () => {
    const acting = fc.constantFrom("\n", "\u001b", "\u0007", "\u009b", "\u202e", "\u2028", "\u{e0041}");
    fc.assert(
      fc.property(fc.string({ unit: fc.oneof(unit, acting), maxLength: 20 }), (argument) => {
        expect(shellQuote(argument)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(printedBy("bash", argument)).toBe(argument);
      }),
      { numRuns: 60 },
    );
  });
});

describe("text of several lines", () => {
  test("keeps its lines, of which none but the first begins a line, and none acts", () => {
    expect(escapeLines("BUG:\n\u001b[31mnext: do this\r\n", 100)).toBe("BUG:\n    \\x1b[31mnext: do this");
  });

  test("is cut like any other", () => {
    expect(escapeLines("one\ntwo\nthree", 9)).toBe("one\n    two\n    t ... (13 characters in all)");
  });
});
