#!/usr/bin/env python3
"""An adapter for rmrr-conformance, in Python 3 without packages.

It speaks the protocol (docs/protocol.md) and acts as the caller: it owns the lists, reads them back, and frees what it
allocated. Replace `reserved_regions.py` with your implementation; delete abilities and methods that it does not offer.

    rmrr-conformance smoke --cmd 'python3 adapter.py'
    rmrr-conformance run --cmd 'python3 adapter.py'
"""

import json
import sys
import traceback

from reserved_regions import Driver, Memory

STARTED = {
    "message": "started", "protocol": 1, "name": "python-example", "language": "Python", "inFlight": 8,
    "abilities": [
        "get", "put", "insert", "group", "show", "map", "attach", "has-rmrr", "relaxable", "locked", "downstream",
        "add", "remove", "fail-allocations", "restart", "tear-down", "memory",
    ],
}

SCRIBBLE = 0x5C51BB1E0000, 0x5C51BB1EFFFF, "reserved", 0


class Caller:
    """Executes the steps of one scenario, each kind in its own method `do_...`."""

    def __init__(self, scenario):
        self.memory = Memory()
        self.driver = Driver(scenario["platform"], self.memory)
        self.lists = {}
        self.from_device = set()

    def perform(self, step):
        """The result of a step: what it returned, and what happened to memory during it."""
        method = getattr(self, "do_" + step["do"].replace("-", "_"), None)
        try:
            result = {"status": "unsupported"} if method is None else method(step)
        except Exception as error:  # an exception says nothing about the rules
            result = {"status": "error", "message": f"{type(error).__name__}: {error}"}
        events = self.memory.take_events()
        return {**result, "events": events} if events else result

    def do_get(self, step):
        regions = self.lists[step["list"]] = []
        self.from_device.add(step["list"])
        return look(regions, self.driver.get(step["device"], regions))

    def do_put(self, step):
        regions = self.lists.pop(step["list"])
        (self.driver.put if step["list"] in self.from_device else self.memory.free_by_caller)(regions)
        self.from_device.discard(step["list"])
        return {"status": "ok"}

    def do_insert(self, step):
        fields = step["region"]
        mine = self.memory.region_of_caller(*as_pair(fields), fields["type"], fields["protection"])
        regions = self.lists.setdefault(step["list"], [])
        return {**look(regions, self.driver.insert(regions, mine)), "input": observe(mine)}

    def do_insert_all_of(self, step):
        regions, status = self.lists.setdefault(step["list"], []), "ok"
        for region in list(self.lists[step["source"]]):
            status = self.driver.insert(regions, region)
            if status != "ok":
                break
        return look(regions, status)

    def do_read(self, step):
        return look(self.lists[step["list"]], "ok")

    def do_scribble(self, step):
        for region in self.lists[step["list"]]:
            region.start, region.end, region.type, region.protection = SCRIBBLE
        return look(self.lists[step["list"]], "ok")

    def do_empty(self, step):
        self.memory.free_by_caller(self.lists[step["list"]])
        return look(self.lists[step["list"]], "ok")

    def do_group(self, step):
        regions = self.lists[step["list"]] = []
        return look(regions, self.driver.group(step["group"], regions))

    def do_show(self, step):
        return {"status": "ok", "text": self.driver.show(step["group"])}

    def do_map(self, step):
        status, mapped, holes = self.driver.map(step["group"])
        mapped = [{**as_range(*each), "protection": 3} for each in mapped]
        return {"status": status, "mapped": mapped, "dmaHoles": [as_range(*each) for each in holes]}

    def do_attach(self, step):
        mappings = [as_pair(each) for each in step["mappings"]]
        status, usable = self.driver.attach(step["group"], as_pair(step["aperture"]), mappings)
        return {"status": status, "usable": [as_range(*each) for each in usable]}

    def do_ask(self, step):
        ask = getattr(self.driver, step["predicate"].replace("-", "_"))
        return {"status": "ok", "answer": ask(step["device"], *([step["bridge"]] if "bridge" in step else []))}

    def do_add(self, step):
        return {"status": getattr(self.driver, step["do"])(step["device"])}

    do_remove = do_add

    def do_fail_allocations(self, step):
        self.memory.fail(step["first"], step["count"])
        return {"status": "ok"}

    def do_tear_down(self, step):
        return {"status": getattr(self.driver, step["do"].replace("-", "_"))()}

    do_restart = do_tear_down


def observe(region):
    range_ = as_range(region.start, region.end)
    return {"object": region.identity, "type": region.type, "protection": region.protection, **range_}


def look(regions, status):
    return {"status": status, "regions": [observe(region) for region in regions]}


def as_range(start, end):
    return {"start": hex(start), "end": hex(end)}


def as_pair(range_):
    return int(range_["start"], 16), int(range_["end"], 16)


def answer(message):
    """The answer to a run message. An exception here is an error of the adapter, reported with its context."""
    try:
        steps = list(map(Caller(message["scenario"]).perform, message["scenario"]["steps"]))
        return {"message": "trace", "id": message["id"], "trace": {"steps": steps, "observesMemory": True}}
    except Exception as error:
        return {"message": "error", "id": message["id"], "reason": repr(error), "context": traceback.format_exc()}


for line in sys.stdin:
    request = json.loads(line)
    if request["message"] == "stop":
        break
    print(json.dumps(STARTED if request["message"] == "start" else answer(request)), flush=True)
