import { describe, expect, test } from "vitest";
import type { Device, OtherDevice } from "../../model/platform.ts";
import { deviceClass, isBridgeClass, isIsaBridge, isRelaxableClass } from "../../oracle/device-class.ts";
import { bridge, endpoint } from "../reference/hand-made.ts";

const of = (classCode: number): Device => endpoint("fn", "0:2.0", { classCode });
const acpi: OtherDevice = { kind: "other", label: "uart", acpiName: "\\_SB.UART" };

describe("the class of a device", () => {
  test("is that of USB with any interface, of displays of any kind, another, or none", () => {
    expect([0x0c0300, 0x0c0330, 0x0c03fe].map((code) => deviceClass(of(code)))).toEqual(["usb", "usb", "usb"]);
    expect([0x030000, 0x030200, 0x038000].map((code) => deviceClass(of(code)))).toEqual(Array(3).fill("graphics"));
    expect([0x020000, 0x0c0400, 0x0d0300, 0x000300].map((code) => deviceClass(of(code)))).toEqual(
      Array(4).fill("other-class"),
    );
    expect(deviceClass(acpi)).toBe("not-pci");
  });

  test("makes RMRRs relaxable if it is USB or graphics", () => {
    expect((["usb", "graphics", "other-class", "not-pci"] as const).filter(isRelaxableClass)).toEqual([
      "usb",
      "graphics",
    ]);
  });

  test("is of bridges by its base class, and of ISA bridges by its sub-class too", () => {
    const devices = [of(0x060000), of(0x060100), of(0x060180), bridge("port", "0:1c.0", [1, 1]), of(0x020000), acpi];
    expect(devices.map(isBridgeClass)).toEqual([true, true, true, true, false, false]);
    expect(devices.map(isIsaBridge)).toEqual([false, true, true, false, false, false]);
  });
});
