/** Passes over everything around the functions: devices that are not PCI, groups, root buses. */

import {
  type DeviceReference,
  NONE,
  otherDeviceOf,
  otherDeviceReference,
  type Place,
  type Plan,
  placeOnRoot,
  rootOfPlace,
} from "../plan.ts";
import { chunks } from "./chunks.ts";
import { cuts } from "./cuts.ts";
import { withoutSome } from "./edit-functions.ts";
import { withScopes } from "./edit-scopes.ts";
import { followDevices, withSteps } from "./edit-steps.ts";
import type { Pass } from "./pass.ts";

/** A device that is not PCI is removed with the queries about it, or another takes its role. */
export const dropOtherDevices: Pass = {
  name: "drop devices that are not PCI",
  *candidates(plan) {
    for (let index = plan.otherDevices.length - 1; index >= 0; index--) {
      yield withoutOtherDevice(plan, index, undefined);
      for (let heir = 0; heir < plan.otherDevices.length; heir++) {
        if (heir !== index) yield withoutOtherDevice(plan, index, otherDeviceReference(heir > index ? heir - 1 : heir));
      }
      if (plan.functions.length > 0) yield withoutOtherDevice(plan, index, 0);
    }
  },
};

function withoutOtherDevice(plan: Plan, gone: number, heir: DeviceReference | undefined): Plan {
  const follow = (device: DeviceReference): DeviceReference | undefined => {
    // Negative for a function, which is unchanged.
    const index = otherDeviceOf(device);
    if (index === gone) return heir;
    return index > gone ? otherDeviceReference(index - 1) : device;
  };
  const placed = new Set<DeviceReference>();
  const groups = plan.groups.map((group) => ({
    ...group,
    members: group.members
      .flatMap((member) => follow(member) ?? [])
      .filter((member) => !placed.has(member) && placed.add(member)),
  }));
  const otherDevices = plan.otherDevices.filter((_device, index) => index !== gone);
  return withSteps({ ...plan, otherDevices, groups }, followDevices(plan.steps, follow));
}

export const dropGroups: Pass = {
  name: "drop groups and their members",
  *candidates(plan) {
    for (let index = plan.groups.length - 1; index >= 0; index--) yield withoutGroup(plan, index);
    for (const [index, group] of plan.groups.entries()) {
      for (const { from, to } of chunks(group.members.length)) {
        const members = group.members.filter((_member, position) => position < from || position >= to);
        yield { ...plan, groups: plan.groups.with(index, { ...group, members }) };
        // The removed device may have been between two, the second of which must then come first.
        if (to - from === 1 && group.members.length === 3) {
          yield { ...plan, groups: plan.groups.with(index, { ...group, members: members.toReversed() }) };
        }
      }
    }
  },
};

/** Without a group and all steps that refer to it. */
export function withoutGroup(plan: Plan, index: number): Plan {
  const groups = plan.groups.filter((_group, other) => other !== index);
  const steps = plan.steps.flatMap((step) => {
    if (!("group" in step) || step.group < index) return [step];
    return step.group === index ? [] : [{ ...step, group: step.group - 1 }];
  });
  return withSteps({ ...plan, groups }, steps);
}

/** A member of a group that matters only as a device. */
export const playByOtherDevice: Pass = {
  name: "let a device that is not PCI be a member",
  *candidates(plan) {
    if (plan.groups.length === 0) return;
    for (const index of plan.functions.keys()) {
      const other = otherDeviceReference(plan.otherDevices.length);
      const follow = (device: DeviceReference): DeviceReference => (device === index ? other : device);
      const groups = plan.groups.map((group) => ({ ...group, members: group.members.map(follow) }));
      const steps = plan.steps.filter(
        (step) => !((step.do === "add" || step.do === "remove") && step.device === index),
      );
      const played = { ...plan, groups, otherDevices: [...plan.otherDevices, {}], steps: followDevices(steps, follow) };
      yield* cuts(played, (whole) => withoutSome(whole, (at) => at === index));
    }
  },
};

/** Root buses: all empty ones, then one whose functions another takes over. */
export const dropRoots: Pass = {
  name: "drop root buses",
  *candidates(plan) {
    const used = new Set(plan.functions.flatMap((fn) => (fn.place < 0 ? [rootOfPlace(fn.place)] : [])));
    if (used.size < plan.roots.length) yield withoutRoots(plan, (root) => !used.has(root), undefined);
    for (let gone = plan.roots.length - 1; gone >= 0; gone--) {
      for (let heir = 0; heir < plan.roots.length; heir++) {
        if (heir === gone) continue;
        const joined = withoutRoots(plan, (root) => root === gone, heir);
        yield withSegment(joined, plan.roots[gone]!.segment, plan.roots[heir]!.segment);
        yield joined;
      }
    }
  },
};

/** Without some root buses; what is on them or refers to them goes to the heir or, without one, is removed. */
function withoutRoots(plan: Plan, goes: (root: number) => boolean, heir: number | undefined): Plan {
  const moved: (number | undefined)[] = [];
  let left = 0;
  for (let root = 0; root < plan.roots.length; root++) moved.push(goes(root) ? undefined : left++);
  const follow = (place: Place): Place | undefined => {
    if (place >= 0) return place;
    const root = moved[rootOfPlace(place)] ?? (heir === undefined ? undefined : moved[heir]);
    return root === undefined ? undefined : placeOnRoot(root);
  };
  const roots = plan.roots.filter((_root, index) => !goes(index));
  const functions = plan.functions.map((fn) => ({ ...fn, place: follow(fn.place) ?? fn.place }));
  return withScopes({ ...plan, roots, functions }, (scope) => {
    // If a scope has its own start bus, its place means nothing.
    const at = scope.startBus === NONE ? follow(scope.at) : scope.at;
    return at === undefined ? undefined : { ...scope, at };
  });
}

/** RMRRs of a segment that no longer has a root bus are removed along with its functions. */
function withSegment(plan: Plan, from: number, to: number): Plan {
  if (to > 0xffff || plan.roots.some((root) => root.segment === from)) return plan;
  return { ...plan, rmrrs: plan.rmrrs.map((rmrr) => (rmrr.segment === from ? { ...rmrr, segment: to } : rmrr)) };
}
