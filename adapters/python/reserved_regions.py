"""An example implementation: reserved regions from the bytes of a DMAR table, by the rules of Linux.

`Memory` plays the allocator: it hands out regions and records what happens to them. `Driver` has one method for each
ability; devices and groups are identified by labels, and statuses are "ok", "no-memory" and "refused".
"""

import struct

TYPES = ("direct", "direct-relaxable", "reserved", "msi", "software-msi")
MSI_WINDOW = (0xFEE00000, 0xFEEFFFFF)
READ_WRITE = 3
PAGE = 0x1000

ENDPOINT, SUB_HIERARCHY = 1, 2


def noted(field):
    """A field of a region that notes when a freed region is read or written."""
    name = "_" + field

    def read(region):
        region.touch()
        return getattr(region, name)

    def write(region, value):
        region.touch()
        setattr(region, name, value)

    return property(read, write)


class Region:
    """A reserved region; the end is the last address in it."""

    __slots__ = ("identity", "memory", "freed", "_start", "_end", "_type", "_protection")
    start, end, type, protection = noted("start"), noted("end"), noted("type"), noted("protection")

    def __init__(self, identity, memory, start, end, kind, protection):
        self.identity, self.memory, self.freed = identity, memory, False
        self._start, self._end, self._type, self._protection = start, end, kind, protection

    def touch(self):
        if self.freed:
            self.memory.note(event="touch-after-free", object=self.identity)


class Memory:
    """The allocator. Every region has an identity of its own, and what happens to it is an event."""

    def __init__(self):
        self.events, self.count = [], 0
        self.until_failure = self.failures = 0

    def note(self, **event):
        # A walk over a freed list touches every field of every region: one event per region is enough.
        if event not in self.events[-64:]:
            self.events.append(event)

    def take_events(self):
        events, self.events = self.events, []
        return events

    def fail(self, first, count):
        """Makes count allocations fail, beginning with the first-th from now on."""
        self.until_failure, self.failures = first - 1, count

    def allocate(self, start, end, kind, protection):
        """A new region, or None if there is no memory."""
        return self.take("region", self.region_of_caller(start, end, kind, protection))

    def allocate_other(self):
        """Memory other than a region, or None if there is no memory."""
        return self.take("other", self.region_of_caller(0, 0, "reserved", 0))

    def take(self, kind, taken):
        how = {"kind": kind, "maySleep": True, "atomic": False}
        if self.failures and self.until_failure == 0:
            self.failures -= 1
            self.events.append({"event": "alloc-failed", **how})
            return None
        self.until_failure -= self.until_failure > 0
        self.events.append({"event": "alloc", "object": taken.identity, **how})
        return taken

    def region_of_caller(self, start, end, kind, protection):
        """A region on the caller's stack: no event mentions it."""
        self.count += 1
        return Region(f"region {self.count}", self, start, end, kind, protection)

    def free(self, region, by="implementation"):
        self.events.append({"event": "free", "object": region.identity, "by": by})
        region.freed = True

    def free_all(self, regions, by="implementation"):
        """Frees the regions of a list and empties it."""
        for region in regions:
            self.free(region, by)
        regions.clear()

    def free_by_caller(self, regions):
        self.free_all(regions, "caller")


class Rmrr:
    """A reserved memory region reporting structure: its range, and what its scopes name."""

    def __init__(self, segment, base, limit, scopes):
        self.segment, self.base, self.limit, self.scopes = segment, base, limit, scopes


def parse_rmrrs(table):
    """The readable RMRRs of a table. No length is trusted, and no byte past the table is read."""
    if len(table) < 48:
        return
    end = min(len(table), struct.unpack_from("<I", table, 4)[0])
    offset = 48
    while offset + 4 <= end:
        kind, length = struct.unpack_from("<HH", table, offset)
        if length < 4 or offset + length > end:
            return
        if kind == 1 and length >= 24:
            segment, base, limit = struct.unpack_from("<HQQ", table, offset + 6)
            # A range that ends before it starts contains no address.
            if base <= limit:
                yield Rmrr(segment, base, limit, list(parse_scopes(table, offset + 24, offset + length)))
        offset += length


def parse_scopes(table, offset, end):
    """The scopes that name PCI functions, as (type, start bus, path), up to the first that cannot be read."""
    while offset + 6 <= end:
        kind, length = table[offset], table[offset + 1]
        if length < 8 or length % 2 or offset + length > end:
            return
        if kind in (ENDPOINT, SUB_HIERARCHY):
            hops = table[offset + 6 : offset + length]
            yield kind, table[offset + 5], list(zip(hops[::2], hops[1::2]))
        offset += length


class Driver:
    """Reserved regions of the devices of a platform."""

    def __init__(self, platform, memory):
        self.memory = memory
        self.functions = {fn["label"]: fn for fn in platform["functions"]}
        self.others = {device["label"] for device in platform["otherDevices"]}
        self.groups = {group["label"]: group["members"] for group in platform["groups"]}
        self.root_buses = {(root["segment"], root["bus"]) for root in platform["rootBuses"]}
        self.table = bytes.fromhex(platform["dmar"])
        # The functions that are present, by label, each with the memory held for it.
        self.present = {}
        self.start(label for label, fn in self.functions.items() if not fn.get("absent"))

    def start(self, labels):
        """Parses the table and adds the present functions, even those for which there is no memory."""
        self.rmrrs = list(parse_rmrrs(self.table))
        self.present = {label: self.memory.allocate_other() for label in labels}
        self.forget_names()

    # Matching scopes to devices.

    def forget_names(self):
        """Once functions were added or removed, scopes may name others."""
        self.names = None
        self.by_place = {}

    def named(self):
        """For each label, the RMRRs that name it, and whether each covers what is below it too."""
        if self.names is None:
            for label in self.present:
                fn = self.functions[label]
                # No path leads to a virtual function.
                if "physicalFunction" not in fn:
                    self.by_place[fn["segment"], fn["bus"], fn["device"], fn["function"]] = fn
            self.names = {}
            for rmrr in self.rmrrs:
                for kind, start_bus, path in rmrr.scopes:
                    fn = self.resolve(rmrr.segment, start_bus, path)
                    if fn is not None and self.suits(kind, fn):
                        below = fn["headerType"] != 0
                        self.names.setdefault(fn["label"], []).append((rmrr, below))
        return self.names

    def resolve(self, segment, bus, path):
        """The function at the end of a path (VT-d 8.3.1)."""
        # As in Linux, a path of one hop is matched by the present bus number, even if that is not a root bus.
        if len(path) > 1 and (segment, bus) not in self.root_buses:
            return None
        fn = None
        for device, function in path:
            if fn is not None:
                bus = fn.get("secondaryBus")
            fn = self.by_place.get((segment, bus, device, function)) if function <= 7 else None
            if fn is None:
                return None
        return fn

    def suits(self, kind, fn):
        """An endpoint scope must name an endpoint; a sub-hierarchy scope a bridge, or a function of that class."""
        if kind == ENDPOINT:
            return fn["headerType"] == 0
        return fn["headerType"] != 0 or fn["classCode"] >> 16 == 0x06

    def ancestors(self, label):
        """The bridges above a function."""
        parent = self.functions[label].get("parent")
        while parent is not None:
            yield parent
            parent = self.functions[parent].get("parent")

    def rmrrs_of(self, label):
        """The RMRRs that cover a device, each once, in the order of the table."""
        if label not in self.present:
            return []
        found = [rmrr for rmrr, _ in self.named().get(label, [])]
        for bridge in self.ancestors(label):
            found += [rmrr for rmrr, below in self.named().get(bridge, []) if below]
        return [rmrr for rmrr in self.rmrrs if rmrr in found]

    # Regions of a device.

    def get(self, label, regions):
        kind = "direct-relaxable" if self.relaxable(label) else "direct"
        wanted = [(rmrr.base, rmrr.limit, kind, READ_WRITE) for rmrr in self.rmrrs_of(label)]
        for fields in [*wanted, (*MSI_WINDOW, "msi", 0)]:
            region = self.memory.allocate(*fields)
            if region is None:
                return "no-memory"
            regions.append(region)
        return "ok"

    def put(self, regions):
        self.memory.free_all(regions)

    def has_rmrr(self, label):
        return bool(self.rmrrs_of(label))

    def relaxable(self, label):
        """Decided by the class of the device: USB and display controllers are relaxable."""
        if label in self.others:
            return False
        class_code = self.functions[label]["classCode"]
        return class_code >> 8 == 0x0C03 or class_code >> 16 == 0x03

    def locked(self, label):
        return self.has_rmrr(label) and not self.relaxable(label)

    def downstream(self, label, bridge):
        if label not in self.present or bridge not in self.present:
            return False
        return bridge in self.ancestors(label)

    # Group lists.

    def insert(self, regions, region):
        """Inserts a copy, ordered by start and type, and merges regions of one type that overlap or are adjacent."""
        start, kind = region.start, region.type
        new = self.memory.allocate(start, region.end, kind, region.protection)
        if new is None:
            return "no-memory"
        key = (start, TYPES.index(kind))
        place = 0
        while place < len(regions) and (regions[place].start, TYPES.index(regions[place].type)) < key:
            place += 1
        regions.insert(place, new)
        top = None
        for each in list(regions):
            if each.type != kind:
                continue
            if top is None or each.start > top.end + 1:
                top = each
            else:
                top.end = max(top.end, each.end)
                regions.remove(each)
                self.memory.free(each)
        return "ok"

    def members(self, group):
        return [label for label in self.groups[group] if label in self.others or label in self.present]

    def group(self, group, regions):
        """Merges the regions of all members. On failure, the caller frees what is in the list."""
        for label in self.members(group):
            own = []
            status = self.get(label, own)
            for region in own:
                if status == "ok":
                    status = self.insert(regions, region)
            self.put(own)
            if status != "ok":
                return status
        return "ok"

    def show(self, group):
        """The sysfs text, which is at most one byte shorter than a page."""
        regions = []
        status = self.group(group, regions)
        lines = [f"{r.start:#018x} {r.end:#018x} {'msi' if r.type == 'software-msi' else r.type}\n" for r in regions]
        self.put(regions)
        return "".join(lines)[:4095] if status == "ok" else ""

    def map(self, group):
        """What the DMA domain of a group maps, and what it never allocates, as (start, end)."""
        mapped, holes = [], []
        for label in self.members(group):
            own = []
            status = self.get(label, own)
            for region in own:
                pages = (region.start // PAGE * PAGE, region.end // PAGE * PAGE + PAGE - 1)
                holes.append(pages)
                if region.type in ("direct", "direct-relaxable"):
                    # Pages that are mapped already are skipped.
                    mapped += exclude_all([pages], mapped)
            self.put(own)
            if status != "ok":
                return status, [], []
        return "ok", mapped, holes

    def attach(self, group, aperture, mappings):
        """What user space may map once the group is assigned to it, or the refusal."""
        if any(self.locked(label) for label in self.members(group)):
            return "refused", []
        regions = []
        status = self.group(group, regions)
        taken = [(region.start, region.end) for region in regions if region.type != "direct-relaxable"]
        self.put(regions)
        if status != "ok":
            return status, []
        if any(overlap(mapping, each) for mapping in mappings for each in taken):
            return "refused", []
        return "ok", exclude_all([aperture], taken)

    # Life cycle.

    def with_what_is_below(self, label):
        """A function, everything below it, and their virtual functions, in the order of the platform."""
        found = {}
        for each, fn in self.functions.items():
            if each == label or fn.get("parent") in found or fn.get("physicalFunction") in found:
                found[each] = True
        return found

    def add(self, label):
        self.forget_names()
        for each in self.with_what_is_below(label):
            # A function that is already present may be announced again.
            reference = self.present.get(each) or self.memory.allocate_other()
            if reference is None:
                return "no-memory"
            self.present[each] = reference
        return "ok"

    def remove(self, label):
        self.forget_names()
        for each in self.with_what_is_below(label):
            self.drop(self.present.pop(each, None))
        return "ok"

    def drop(self, reference):
        if reference is not None:
            self.memory.free(reference)

    def tear_down(self):
        for reference in self.present.values():
            self.drop(reference)
        self.present, self.rmrrs = {}, []
        self.forget_names()
        return "ok"

    def restart(self):
        labels = list(self.present)
        self.tear_down()
        self.start(labels)
        return "ok"


def overlap(one, other):
    return one[0] <= other[1] and other[0] <= one[1]


def exclude_all(ranges, holes):
    """What remains of the ranges outside the holes."""
    for hole in holes:
        left = []
        for each in ranges:
            if not overlap(each, hole):
                left.append(each)
                continue
            if each[0] < hole[0]:
                left.append((each[0], hole[0] - 1))
            if hole[1] < each[1]:
                left.append((hole[1] + 1, each[1]))
        ranges = left
    return ranges
