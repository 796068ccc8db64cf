/** Ways down of failures that need another platform, in which more than one thing is otherwise; see ways-down.test.ts. */

import { planScope } from "../../generators/plan.ts";
import { scopesOf } from "../../generators/shrinking/edit-scopes.ts";
import { readPaths } from "../../generators/shrinking/read-paths.ts";
import { askedFunctions, namings } from "./named-functions.ts";
import { bridgeRmrr, get, nic, ONE_ROOT, port, rmrr, ROOT, type WayDown } from "./small-plans.ts";

const HOP = { device: 0, function: 0 };

export const PLATFORM_WAYS_DOWN: readonly WayDown[] = [
  {
    pass: "try tiny worlds",
    from: { ...ONE_ROOT, functions: [port(), port(0), nic(1)], rmrrs: [bridgeRmrr(1)], steps: [get(2)] },
    keeps: ({ platform, steps }, plan) =>
      steps.length === 4 &&
      scopesOf(plan).length === 1 &&
      (platform.functions.length === 3 ||
        (platform.functions.length === 1 &&
          scopesOf(readPaths(plan)).some(({ tail }) => tail.length === 2 && tail[0]!.device === 1))),
    reaches: (plan) => plan.functions.length === 1,
  },
  {
    pass: "try small platforms",
    from: {
      ...ONE_ROOT,
      functions: [port(), port(0), nic(0, 1)],
      rmrrs: [{ ...rmrr(), scopes: [planScope(2, 1, [{ device: 0, function: 0 }], 0, false)] }],
      steps: [get(2)],
    },
    // Beside what a path goes through, or below what it leaves a hop earlier.
    keeps: ({ platform, steps }, plan) => {
      const [first, second, third] = platform.functions;
      if (steps.length !== 4 || third === undefined || scopesOf(plan).length !== 1) return false;
      const [scope] = scopesOf(readPaths(plan));
      const isBeside = third.parent === first!.label && scope!.at === 1 && scope!.tail.length === 1;
      const isBelow = third.parent === second!.label && scope!.at === 0 && scope!.tail.length === 1;
      return (
        second!.parent === first!.label && askedFunctions({ platform, steps }).includes(third) && (isBeside || isBelow)
      );
    },
    reaches: (plan) => plan.functions[2]!.place === 1,
  },
  {
    pass: "try small platforms",
    from: {
      ...ONE_ROOT,
      functions: [port(), nic(0), nic(0, 1)],
      rmrrs: [rmrr(), { ...rmrr(), scopes: [planScope(2, 0, [], 0, false), planScope(1, 1, [], 0, false)] }],
      steps: [get(2)],
    },
    // Beside an RMRR without scopes, a bridge and what is below it are named, or a bridge above the asked function.
    keeps: (scenario, plan) => {
      const [asked] = askedFunctions(scenario);
      const [one, ...others] = namings(scenario.platform).map(({ named }) => named);
      const isBare = plan.rmrrs.length === 2 && plan.rmrrs[0]!.scopes.length === 0;
      if (!isBare || scenario.platform.functions.length !== 3 || asked === undefined) return false;
      if (others.length > 0) return one!.headerType === 1 && others[0]!.parent === one!.label && asked.device === 1;
      return one !== undefined && asked.function === 1 && asked.parent === one.label;
    },
    reaches: (plan) => scopesOf(plan).length === 1,
  },
  {
    pass: "try small platforms",
    from: {
      ...ONE_ROOT,
      functions: [port(), port(ROOT, 1), port(1)],
      rmrrs: [{ ...rmrr(), scopes: [planScope(2, 0, [], 0, false), planScope(2, 0, [], 0, false)] }],
      steps: [get(2)],
    },
    // Two scopes, or one whose last hop is that of another function, which is found first.
    keeps: (scenario, plan) => {
      const [asked] = askedFunctions(scenario);
      const { functions } = scenario.platform;
      const [{ named } = {}] = namings(scenario.platform);
      if (functions.length !== 3 || asked === undefined || asked.parent === undefined || named === undefined)
        return false;
      const [scope, ...others] = scopesOf(plan);
      if (others.length > 0) return scope!.tail.length === 0 && asked.headerType === 1 && others[0]!.at === scope!.at;
      return (
        asked.device === named.device &&
        asked.function === named.function &&
        functions.indexOf(asked) < functions.indexOf(named)
      );
    },
    reaches: (plan) => scopesOf(plan).length === 1,
  },
  {
    pass: "try small platforms",
    from: {
      ...ONE_ROOT,
      functions: [port(), nic(0)],
      rmrrs: [
        { ...rmrr(), segment: 1, scopes: [{ ...planScope(2, ROOT, [HOP], 0, false), startBus: 5 }] },
        { ...rmrr(), scopes: [planScope(1, ROOT, [{ device: 1, function: 0 }, HOP], 0, false)] },
      ],
      steps: [get(1)],
    },
    // Beside an RMRR of another segment, the last hop of a path that leads to nobody is that of a function below a bridge.
    keeps: (scenario, { rmrrs: [apart, own, ...others] }) => {
      const [asked] = askedFunctions(scenario);
      const scope = own?.scopes[0];
      const last = scope?.tail.at(-1);
      return (
        apart?.scopes[0]?.startBus === 5 &&
        apart.segment !== own?.segment &&
        own?.scopes.length === 1 &&
        others.length === 0 &&
        namings(scenario.platform).length === 0 &&
        asked?.parent !== undefined &&
        scope!.at === ROOT &&
        last?.device === asked.device &&
        last.function === asked.function
      );
    },
    reaches: ({ rmrrs }) => rmrrs[1]!.scopes[0]!.tail.length === 1,
  },
  {
    pass: "promote buses to root buses",
    from: {
      ...ONE_ROOT,
      functions: [port(), port(0), port(0, 1), nic(2)],
      otherDevices: [{}],
      rmrrs: [bridgeRmrr(1)],
      steps: [get(3)],
    },
    // Whoever is asked is on a bus behind those of a bridge that stands below another one.
    keeps: (scenario, { otherDevices }) => {
      const [asked] = askedFunctions(scenario);
      return (
        otherDevices.length === 1 &&
        namings(scenario.platform).some(
          ({ named }) => named.parent !== undefined && asked !== undefined && asked.bus > named.subordinateBus!,
        )
      );
    },
    reaches: (plan) => plan.functions.length === 3,
  },
  {
    pass: "let a function stand alone",
    from: {
      ...ONE_ROOT,
      functions: [port(), nic(0, 3)],
      otherDevices: [{}],
      rmrrs: [{ ...rmrr(), scopes: [planScope(1, 0, [{ device: 35, function: 0 }], 0, false)] }],
      steps: [get(1)],
    },
    // The last hop has bits too many, and would lead to who is asked without them.
    keeps: (scenario, plan) => {
      const [asked] = askedFunctions(scenario);
      const [scope] = scopesOf(plan);
      if (asked === undefined || asked.headerType === 1 || scope === undefined) return false;
      const last = scope.tail.at(-1);
      const isWhere =
        plan.functions[scope.at]?.place === undefined ? undefined : scenario.platform.functions[scope.at]!.label;
      return (
        plan.otherDevices.length === 1 &&
        last !== undefined &&
        last.device > 31 &&
        (last.device & 31) === asked.device &&
        scope.tail.length === 1 &&
        isWhere === asked.parent
      );
    },
    reaches: (plan) => plan.functions.length === 1,
  },
  {
    pass: "let a function stand alone",
    from: {
      ...ONE_ROOT,
      functions: [nic(), { ...nic(), function: 1 }],
      otherDevices: [{}],
      rmrrs: [{ ...rmrr(), segment: 1, scopes: [planScope(1, ROOT, [{ device: 0, function: 1 }], 0, false)] }],
      steps: [get(1)],
    },
    // In another segment, the path would be that of who is asked.
    keeps: (scenario, { rmrrs, otherDevices, roots }) => {
      const [asked] = askedFunctions(scenario);
      const [hop, ...others] = rmrrs[0]?.scopes[0]?.tail ?? [];
      return (
        asked !== undefined &&
        rmrrs[0]?.segment === 1 &&
        roots[0]?.segment === 0 &&
        otherDevices.length === 1 &&
        others.length === 0 &&
        hop?.device === asked.device &&
        hop.function === asked.function
      );
    },
    reaches: (plan) => plan.functions.length === 1,
  },
  {
    pass: "keep one function",
    from: {
      ...ONE_ROOT,
      functions: [nic(), nic(ROOT, 1), nic(ROOT, 2), nic(ROOT, 3), nic(ROOT, 4)],
      otherDevices: [{}],
      rmrrs: [rmrr(1, 2)],
      steps: [get(1)],
    },
    keeps: ({ platform, steps }, plan) =>
      steps.length === 4 &&
      scopesOf(plan).length === 2 &&
      platform.otherDevices.length === 1 &&
      (platform.functions.length === 5 || (platform.functions.length === 1 && namings(platform).length === 0)),
    reaches: (plan) => plan.functions.length === 1,
  },
];
