/**
 * An example implementation: reserved regions from the bytes of a DMAR table, by the rules of Linux.
 *
 * It has one method for each ability, named as in the suite's contract for JavaScript. Reports are "ok", "no-memory"
 * and "refused"; addresses are BigInt, and ranges include their end.
 */

const TYPES = ["direct", "direct-relaxable", "reserved", "msi", "software-msi"];
const MSI_WINDOW = { start: 0xfee0_0000n, end: 0xfeef_ffffn, type: "msi", protection: 0 };
const READ_WRITE = 3;
const PAGE = 0x1000n;
const [ENDPOINT, SUB_HIERARCHY] = [1, 2];
const MAY_SLEEP = { maySleep: true };

export const implementation = { name: "node-example", start: (platform, memory) => new Driver(platform, memory) };

/** The readable RMRRs of a table. No length is trusted, and no byte past the table is read. */
function parseRmrrs(bytes) {
  const rmrrs = [];
  if (bytes.length < 48) return rmrrs;
  const table = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = Math.min(table.getUint32(4, true), bytes.length);
  for (let offset = 48; offset + 4 <= end;) {
    const length = table.getUint16(offset + 2, true);
    if (length < 4 || offset + length > end) break;
    if (table.getUint16(offset, true) === 1 && length >= 24) {
      const segment = table.getUint16(offset + 6, true);
      const base = table.getBigUint64(offset + 8, true);
      const limit = table.getBigUint64(offset + 16, true);
      // A range that ends before it starts contains no address.
      if (base <= limit) rmrrs.push({ segment, base, limit, scopes: parseScopes(bytes, offset + 24, offset + length) });
    }
    offset += length;
  }
  return rmrrs;
}

/** The scopes that name PCI functions, up to the first that cannot be read. */
function parseScopes(bytes, start, end) {
  const scopes = [];
  for (let offset = start; offset + 6 <= end;) {
    const type = bytes[offset];
    const length = bytes[offset + 1];
    if (length < 8 || length % 2 === 1 || offset + length > end) break;
    if (type === ENDPOINT || type === SUB_HIERARCHY) {
      const path = [];
      for (let hop = offset + 6; hop < offset + length; hop += 2) path.push([bytes[hop], bytes[hop + 1]]);
      scopes.push({ type, startBus: bytes[offset + 5], path });
    }
    offset += length;
  }
  return scopes;
}

class Driver {
  #platform;
  #memory;
  #rmrrs;
  #functions = new Map();
  /** The functions that are present, by label, each with the memory held for it, if there was any at start. */
  #present = new Map();
  /** For each label, the RMRRs that name it; computed again after functions were added or removed. */
  #named;

  constructor(platform, memory) {
    this.#platform = platform;
    this.#memory = memory;
    this.#rmrrs = parseRmrrs(platform.dmar);
    for (const fn of platform.functions) {
      this.#functions.set(fn.label, fn);
      if (!fn.absent) this.#present.set(fn.label, memory.allocateOther(MAY_SLEEP));
    }
  }

  #names() {
    if (this.#named) return this.#named;
    const byPlace = new Map();
    for (const label of this.#present.keys()) {
      const fn = this.#functions.get(label);
      // No path leads to a virtual function or to a function number above 7.
      if (!fn.physicalFunction && fn.function <= 7) byPlace.set(place(fn.segment, fn.bus, fn.device, fn.function), fn);
    }
    this.#named = new Map();
    for (const rmrr of this.#rmrrs) {
      for (const scope of rmrr.scopes) {
        const fn = this.#resolve(rmrr.segment, scope, byPlace);
        if (fn && suits(scope, fn)) this.#named.set(fn.label, [...(this.#named.get(fn.label) ?? []), rmrr]);
      }
    }
    return this.#named;
  }

  /** The function at the end of a path (VT-d 8.3.1). */
  #resolve(segment, { startBus, path }, byPlace) {
    const isRoot = this.#platform.rootBuses.some((root) => root.segment === segment && root.bus === startBus);
    // As in Linux, a path of one hop is matched by the present bus number, even if that is not a root bus.
    if (path.length > 1 && !isRoot) return undefined;
    let fn = { secondaryBus: startBus };
    for (const [device, number] of path) fn = byPlace.get(place(segment, fn?.secondaryBus, device, number));
    return fn;
  }

  /** A function and the bridges above it. */
  *#upwards(label) {
    for (let at = label; at !== undefined; at = this.#functions.get(at)?.parent) yield at;
  }

  /** The RMRRs that cover a device, each once, in the order of the table. */
  #rmrrsOf(device) {
    if (!this.#present.has(device.label)) return [];
    const named = new Set([...this.#upwards(device.label)].flatMap((label) => this.#names().get(label) ?? []));
    return this.#rmrrs.filter((rmrr) => named.has(rmrr));
  }

  getReservedRegions(device, list) {
    const type = this.isRelaxable(device) ? "direct-relaxable" : "direct";
    const toRegion = ({ base, limit }) => ({ start: base, end: limit, type, protection: READ_WRITE });
    for (const fields of [...this.#rmrrsOf(device).map(toRegion), MSI_WINDOW]) {
      const region = this.#memory.allocate(fields, MAY_SLEEP);
      if (region === undefined) return "no-memory";
      list.push(region);
    }
    return "ok";
  }

  putReservedRegions(_device, list) {
    for (const region of list.splice(0)) this.#memory.free(region);
  }

  hasRmrr(device) {
    return this.#rmrrsOf(device).length > 0;
  }

  /** Decided by the class of the device: USB and display controllers are relaxable. */
  isRelaxable(device) {
    return device.kind === "pci" && (device.classCode >> 8 === 0x0c03 || device.classCode >> 16 === 0x03);
  }

  isLocked(device) {
    return this.hasRmrr(device) && !this.isRelaxable(device);
  }

  isDownstream(device, bridge) {
    if (!this.#present.has(device.label) || !this.#present.has(bridge.label)) return false;
    return device.label !== bridge.label && [...this.#upwards(device.label)].includes(bridge.label);
  }

  /** Inserts a copy, ordered by start and type, and merges regions of one type that overlap or are adjacent. */
  insertReservedRegion(list, { start, end, type, protection }) {
    const added = this.#memory.allocate({ start, end, type, protection }, MAY_SLEEP);
    if (added === undefined) return "no-memory";
    list.push(added);
    list.sort(byStartAndType);
    const [first, ...others] = list.filter((region) => region.type === type);
    let top = first;
    for (const each of others) {
      if (each.start > top.end + 1n) {
        top = each;
        continue;
      }
      if (each.end > top.end) top.end = each.end;
      list.splice(list.indexOf(each), 1);
      this.#memory.free(each);
    }
    return "ok";
  }

  /** Merges the regions of all members. On failure, the caller frees what is in the list. */
  getGroupReservedRegions(group, list) {
    for (const device of this.#members(group)) {
      const own = [];
      let report = this.getReservedRegions(device, own);
      for (const region of own) if (report === "ok") report = this.insertReservedRegion(list, region);
      this.putReservedRegions(device, own);
      if (report !== "ok") return report;
    }
    return "ok";
  }

  /** The sysfs text, which is at most one byte shorter than a page. */
  showGroupReservedRegions(group) {
    const list = [];
    const report = this.getGroupReservedRegions(group, list);
    const lines = list.map(({ start, end, type }) => `${digits(start)} ${digits(end)} ${type}\n`);
    this.putReservedRegions(undefined, list);
    return report === "ok" ? lines.join("").slice(0, 4095) : "";
  }

  setUpDmaDomain(group) {
    const mapped = [];
    const holes = [];
    for (const device of this.#members(group)) {
      const own = [];
      const report = this.getReservedRegions(device, own);
      for (const { start, end, type } of own) {
        const pages = { start: start - (start % PAGE), end: end - (end % PAGE) + PAGE - 1n };
        holes.push(pages);
        if (type.startsWith("direct")) mapped.push(...without([pages], mapped));
      }
      this.putReservedRegions(device, own);
      if (report !== "ok") return "no-memory";
    }
    return { mapped: mapped.map((range) => ({ ...range, protection: READ_WRITE })), holes };
  }

  /** What user space may map once the group is assigned to it, or the refusal. */
  attachGroup(group, aperture, mappings) {
    if (this.#members(group).some((device) => this.isLocked(device))) return "refused";
    const list = [];
    const report = this.getGroupReservedRegions(group, list);
    const taken = list.filter(({ type }) => type !== "direct-relaxable").map(({ start, end }) => ({ start, end }));
    this.putReservedRegions(undefined, list);
    if (report !== "ok") return report;
    if (mappings.some((mapping) => taken.some((range) => overlap(mapping, range)))) return "refused";
    return without([aperture], taken);
  }

  #members({ members }) {
    const other = (label) => this.#platform.otherDevices.find((device) => device.label === label);
    return members
      .map((label) => (this.#present.has(label) ? this.#functions.get(label) : other(label)))
      .filter(Boolean);
  }

  /** Functions are added one at a time, bridges first, and removed one at a time, bridges last. */
  addFunction({ label }) {
    const reference = this.#present.get(label) ?? this.#memory.allocateOther(MAY_SLEEP);
    if (reference === undefined) return "no-memory";
    this.#present.set(label, reference);
    this.#named = undefined;
  }

  removeFunction({ label }) {
    const reference = this.#present.get(label);
    if (reference !== undefined) this.#memory.freeOther(reference);
    this.#present.delete(label);
    this.#named = undefined;
  }

  tearDown() {
    for (const label of this.#present.keys()) this.removeFunction({ label });
  }
}

/** An endpoint scope must name an endpoint; a sub-hierarchy scope a bridge, or a function of the bridge class. */
function suits({ type }, { headerType, classCode }) {
  return type === ENDPOINT ? headerType === 0 : headerType !== 0 || classCode >> 16 === 0x06;
}

const place = (segment, bus, device, number) => `${segment}:${bus}:${device}.${number}`;
const byStartAndType = (one, other) =>
  Number(one.start > other.start) - Number(one.start < other.start) ||
  TYPES.indexOf(one.type) - TYPES.indexOf(other.type);
const overlap = (one, other) => one.start <= other.end && other.start <= one.end;

/** What remains of the ranges outside the holes. */
function without(ranges, holes) {
  const withoutOne = (range, hole) => {
    if (!overlap(range, hole)) return [range];
    const below = { start: range.start, end: hole.start - 1n };
    const above = { start: hole.end + 1n, end: range.end };
    return [below, above].filter(({ start, end }) => start <= end);
  };
  return holes.reduce((left, hole) => left.flatMap((range) => withoutOne(range, hole)), ranges);
}

const digits = (address) => `0x${address.toString(16).padStart(16, "0")}`;
