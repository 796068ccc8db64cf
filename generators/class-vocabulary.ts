/**
 * The class codes of generated functions (PCI Code and ID Assignment Specification).
 *
 * Besides ordinary classes, the vocabulary contains those that a wrong rule would confuse with USB and display
 * controllers: codes that differ in one bit or one field, or contain the same digits shifted.
 */

/** A PCI-to-PCI bridge, one with subtractive decode, and a CardBus bridge. */
export const CLASS_CODE_BRIDGE = 0x060400;
export const CLASS_CODE_SUBTRACTIVE_BRIDGE = 0x060401;
export const CLASS_CODE_CARDBUS_BRIDGE = 0x060700;

/** The plainest endpoint: an Ethernet controller. */
export const CLASS_CODE_ETHERNET = 0x020000;

/** An ISA bridge, which has a type 0 header. */
export const CLASS_CODE_ISA_BRIDGE = 0x060100;

/** Families of endpoints. A case draws from a few of them, so that classes of the same family occur together. */
interface ClassFamily {
  /** How often cases choose the family. */
  readonly weight: number;
  readonly classCodes: readonly number[];
}

const ordinary: ClassFamily = { weight: 4, classCodes: [CLASS_CODE_ETHERNET, 0x010802, 0x010601, 0x088000] };
/** UHCI, OHCI, EHCI, xHCI, USB4, unspecified, device. */
const usb: ClassFamily = {
  weight: 26,
  classCodes: [0x0c0300, 0x0c0310, 0x0c0320, 0x0c0330, 0x0c0340, 0x0c0380, 0x0c03fe],
};
/** VGA, XGA, 3D, other. */
const display: ClassFamily = { weight: 21, classCodes: [0x030000, 0x030100, 0x030200, 0x038000] };
/** SSA, Fibre Channel, SMBus, FireWire; and the digits of USB in other positions. */
const besideUsb: ClassFamily = {
  weight: 26,
  classCodes: [0x0c0200, 0x0c0400, 0x0c0500, 0x0c0010, 0x000c03, 0x130c03],
};
/** 02ff, video, audio, unclassified VGA; and the digits of a display controller in other positions. */
const besideDisplay: ClassFamily = {
  weight: 33,
  classCodes: [0x02ff00, 0x040000, 0x040300, 0x000100, 0x000300, 0x020300, 0x010003, 0x130000],
};
const isaBridge: ClassFamily = { weight: 9, classCodes: [CLASS_CODE_ISA_BRIDGE] };
/** Bridges with a type 0 header: host, EISA, other. */
const bridgeWithEndpointHeader: ClassFamily = { weight: 4, classCodes: [0x060000, 0x060200, 0x068000] };

/** USB and display controllers. */
export const RELAXABLE_CLASS_CODES: ReadonlySet<number> = new Set([...usb.classCodes, ...display.classCodes]);

/** Classes that an incomplete comparison takes for USB or graphics. */
export const CLASS_CODES_BESIDE_RELAXABLE: ReadonlySet<number> = new Set([
  ...besideUsb.classCodes,
  ...besideDisplay.classCodes,
]);

export const ORDINARY_CLASS_CODES: readonly number[] = ordinary.classCodes;

export const CLASS_FAMILIES: readonly ClassFamily[] = [
  ordinary,
  usb,
  display,
  besideUsb,
  besideDisplay,
  isaBridge,
  bridgeWithEndpointHeader,
];
