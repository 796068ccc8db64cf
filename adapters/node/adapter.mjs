#!/usr/bin/env node
/**
 * An adapter for rmrr-conformance in Node, without packages: `node adapter.mjs [MODULE [EXPORT]]`.
 *
 * It speaks the protocol (docs/protocol.md) and acts as the caller: it owns the lists, reads them back after every step,
 * and frees what it allocated itself. Replace the implementation behind it, `reserved-regions.mjs`, with yours.
 */

import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { Memory } from "./memory.mjs";
import { PlatformInHand } from "./platform-in-hand.mjs";

const [module, name = "implementation"] = process.argv.slice(2);
const { [name]: implementation } = await import(module ? pathToFileURL(module) : "./reserved-regions.mjs");

const STARTED = {
  message: "started",
  protocol: 1,
  name: implementation.name,
  language: "JavaScript",
  profile: implementation.profile ?? "linux",
  abilities: `get put insert group show map attach has-rmrr relaxable locked downstream
    add remove fail-allocations restart tear-down memory foreign-reads`.split(/\s+/),
  inFlight: 8,
};
const SCRIBBLE = { start: 0x5c51_bb1e_0000n, end: 0x5c51_bb1e_ffffn, type: "reserved", protection: 0 };
const PREDICATES = { "has-rmrr": "hasRmrr", relaxable: "isRelaxable", locked: "isLocked", downstream: "isDownstream" };
const NEEDS_SUBJECT = new Set("get put insert insert-all-of group show map attach ask".split(" "));
const LONGEST_LIST = 100_000; // A longer one counts as endless.

const hex = (address) => `0x${address.toString(16)}`;
const toWire = ({ start, end, ...rest }) => ({ ...rest, start: hex(start), end: hex(end) });
const fromWire = ({ start, end, ...rest }) => ({ ...rest, start: BigInt(start), end: BigInt(end) });

/** Executes a scenario: `carryOut` has one function per kind of step; delete those you do not offer. */
function execute({ platform, steps }) {
  const memory = new Memory();
  let hand = new PlatformInHand(platform, memory);
  let subject = implementation.start(hand.value, memory);
  const lists = new Map();
  const gotFrom = new Map();

  const observe = (region) => {
    const { start, end, type, protection } = region;
    return toWire({ object: memory.identify(region), start, end, type, protection });
  };
  /** The list after an action, with the report of the action as the status. */
  const look = (list, action) => {
    const status = action?.(list) ?? "ok";
    const regions = [];
    for (const region of list) {
      if (regions.length >= LONGEST_LIST) return { status, regions, endless: true };
      regions.push(observe(region));
    }
    return { status, regions };
  };
  const create = (label) => lists.set(label, subject.createList?.() ?? []).get(label);
  const getOrCreate = (label) => lists.get(label) ?? create(label);
  const freeAll = (list) => [...list].forEach((region) => memory.used && memory.free(region, "caller"));

  const carryOut = {
    get: ({ device, list }) => {
      gotFrom.set(list, hand.device(device));
      return look(create(list), (regions) => subject.getReservedRegions(hand.device(device), regions));
    },
    put: ({ list }) => {
      if (gotFrom.has(list)) subject.putReservedRegions(gotFrom.get(list), lists.get(list));
      else freeAll(lists.get(list));
      lists.delete(list);
      gotFrom.delete(list);
    },
    insert: ({ list, region }) => {
      const input = memory.callerRegion(fromWire(region));
      return { ...look(getOrCreate(list), (all) => subject.insertReservedRegion(all, input)), input: observe(input) };
    },
    "insert-all-of": ({ list, source }) =>
      look(getOrCreate(list), (regions) => {
        for (const region of lists.get(source)) {
          const report = subject.insertReservedRegion(regions, region) ?? "ok";
          if (report !== "ok") return report;
        }
      }),
    read: ({ list }) => look(getOrCreate(list)),
    scribble: ({ list }) =>
      look(getOrCreate(list), (regions) => [...regions].forEach((region) => Object.assign(region, SCRIBBLE))),
    empty: ({ list }) => {
      const regions = getOrCreate(list);
      const unlinked = Array.isArray(regions) ? regions.splice(0) : [...regions];
      if (!Array.isArray(regions)) subject.unlinkAll(regions);
      freeAll(unlinked); // Not before: a list may keep its links in its regions.
      return look(regions);
    },
    group: ({ group, list }) => look(create(list), (all) => subject.getGroupReservedRegions(hand.group(group), all)),
    show: ({ group }) => ({ text: subject.showGroupReservedRegions(hand.group(group)) }),
    map: ({ group }) => {
      const domain = subject.setUpDmaDomain(hand.group(group));
      if (typeof domain === "string") return { status: domain };
      return { mapped: domain.mapped.map(toWire), dmaHoles: domain.holes.map(toWire) };
    },
    attach: ({ group, aperture, mappings }) => {
      const usable = subject.attachGroup(hand.group(group), fromWire(aperture), mappings.map(fromWire));
      return typeof usable === "string" ? { status: usable } : { usable: usable.map(toWire) };
    },
    ask: ({ predicate, device, bridge }) => ({
      answer: subject[PREDICATES[predicate]](hand.device(device), bridge && hand.device(bridge)),
    }),
    add: ({ device }) => {
      const reports = hand.appear(device).map((fn) => subject.addFunction?.(fn) ?? "ok");
      return { status: reports.find((report) => report !== "ok") ?? "ok" };
    },
    remove: ({ device }) => hand.disappear(device).forEach((fn) => subject.removeFunction?.(fn)),
    "fail-allocations": ({ first, count }) => memory.failAllocations(first, count),
    restart: () => {
      subject.tearDown?.();
      const functions = platform.functions.map((fn) => ({ ...fn, absent: !hand.present.has(fn.label) }));
      hand = new PlatformInHand({ ...platform, functions }, memory);
      subject = implementation.start(hand.value, memory);
      return { status: subject === "no-memory" ? subject : "ok" };
    },
    "tear-down": () => subject.tearDown?.(),
  };

  const results = steps.map((step) => {
    let result;
    try {
      const isOffered = carryOut[step.do] && !(subject === "no-memory" && NEEDS_SUBJECT.has(step.do));
      result = isOffered ? { status: "ok", ...carryOut[step.do](step) } : { status: "unsupported" };
    } catch (error) {
      result = { status: "error", message: String(error?.message ?? error) };
    }
    const events = memory.takeEvents();
    return events.length > 0 ? { ...result, events } : result;
  });
  return { steps: results, observesMemory: memory.used };
}

function answer({ id, scenario }) {
  try {
    return { message: "trace", id, trace: execute(scenario) };
  } catch (error) {
    return { message: "error", id, reason: String(error?.message ?? error), context: String(error?.stack) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  if (request.message === "stop") break;
  process.stdout.write(`${JSON.stringify(request.message === "start" ? STARTED : answer(request))}\n`);
}
