/** The platform in the form that implementations expect, and which of its functions are present. */

export class PlatformInHand {
  /** The platform as in the suite's contract: the table as bytes, and a `kind` for each device. */
  value;
  #devices = new Map();
  present = new Set();

  constructor({ dmar, ...platform }, memory) {
    const functions = platform.functions.map((fn) => ({ kind: "pci", ...fn }));
    const otherDevices = platform.otherDevices.map((device) => guarded({ kind: "other", ...device }, memory));
    this.value = { ...platform, functions, otherDevices, dmar: new Uint8Array(Buffer.from(dmar, "hex")) };
    for (const device of [...functions, ...otherDevices]) this.#devices.set(device.label, device);
    for (const { label, absent } of functions) if (!absent) this.present.add(label);
  }

  device = (label) => this.#devices.get(label);
  group = (label) => this.value.groups.find((group) => group.label === label);

  /** The function and those absent functions that appear with it, bridges before what is below them. */
  appear(label) {
    const coming = this.#withWhatIsBelow(label).filter((fn) => fn.label === label || !this.present.has(fn.label));
    for (const fn of coming) this.present.add(fn.label);
    return coming;
  }

  /** The function and those that disappear with it, bridges after what is below them. */
  disappear(label) {
    const going = this.#withWhatIsBelow(label).filter((fn) => fn.label === label || this.present.has(fn.label));
    for (const fn of going) this.present.delete(fn.label);
    return going.reverse();
  }

  #withWhatIsBelow(label) {
    const found = new Set([label]);
    const belongs = (fn) => found.has(fn.label) || found.has(fn.parent) || found.has(fn.physicalFunction);
    return this.value.functions.filter((fn) => belongs(fn) && found.add(fn.label));
  }
}

/** A device that is not PCI. Reading a PCI field of it would read unrelated memory, so each read is reported. */
function guarded(device, memory) {
  for (const field of ["segment", "bus", "device", "function", "classCode", "headerType", "secondaryBus"]) {
    const get = () => memory.note({ event: "foreign-read", device: device.label, field });
    Object.defineProperty(device, field, { get });
  }
  return device;
}
