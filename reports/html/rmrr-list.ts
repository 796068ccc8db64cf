/** The RMRRs of a failure's table, and the path of the scope that matters hop by hop. */

import { namesPciFunction, type DeviceScope, type RmrrStructure } from "../../model/dmar/table.ts";
import { formatAddress } from "../../model/platform.ts";
import { followPath, type FollowedHop } from "../drawing/follow-path.ts";
import { leftOut } from "../drawing/drawn-line.ts";
import { formatHop } from "../../model/dmar/format-path.ts";
import { describeScope } from "../table/describe-scope.ts";
import { className } from "../text/class-name.ts";
import { escapeText } from "../text/escape-text.ts";
import { formatRange, formatSize } from "../text/format-region.ts";
import { hex } from "../text/hex.ts";
import type { FailureScene } from "./failure-scene.ts";
import { markup, type Html } from "./html.ts";

const MOST_RMRRS = 8;
const MOST_SCOPES = 8;

export function rmrrList(scene: FailureScene): Html {
  const { rmrrs, focus } = scene;
  if (rmrrs.length === 0) return markup`<p class="note">The table has no RMRR that can be read.</p>`;
  const shown = [...rmrrs.entries()]
    .sort(([a], [b]) => Number(b === focus.rmrr) - Number(a === focus.rmrr) || a - b)
    .slice(0, MOST_RMRRS);
  const rest = rmrrs.length - shown.length;
  return markup`<ul class="rmrrs">
    ${shown.map(([index, rmrr]) => rmrrItem(scene, rmrr, index))}${rest > 0 && markup`<li class="elided">${leftOut(rest, "RMRR")}</li>`}
  </ul>`;
}

function rmrrItem(scene: FailureScene, rmrr: RmrrStructure, index: number): Html {
  const range = { start: rmrr.base, end: rmrr.limit };
  const inFocus = scene.focus.rmrr === index;
  const focused = inFocus ? scene.focus.scope : undefined;
  const scopes = [...rmrr.scopes.entries()].filter(([scope]) => scope < MOST_SCOPES || scope === focused);
  const rest = rmrr.scopes.length - scopes.length;
  return markup`<li class="${inFocus ? "in-focus" : ""}">
    <strong>RMRR ${index}</strong> <code>${formatRange(range)}</code> ${formatSize(range)}, segment
    ${hex(rmrr.segment, 4)}
    <ul>
      ${scopes.map(([number, scope]) => scopeItem(scene, rmrr.segment, scope, number, focused === number))}${rest > 0 && markup`<li class="elided">${leftOut(rest, "scope")}</li>`}${rmrr.scopes.length === 0 && markup`<li>no readable scope</li>`}
    </ul>
  </li>`;
}

function scopeItem(scene: FailureScene, segment: number, scope: DeviceScope, number: number, inFocus: boolean): Html {
  const path = namesPciFunction(scope) ? followPath(scene.hierarchy, segment, scope) : undefined;
  const where =
    path === undefined ? "" : path.named === undefined ? " → nothing" : ` → ${escapeText(path.named.label, 40)}`;
  const note = path?.note === undefined ? "" : ` (${escapeText(path.note, 120)})`;
  return markup`<li class="${inFocus ? "in-focus" : ""}">
    scope ${number}: <code>${describeScope(scope)}</code>${where}${note}${
      inFocus &&
      path !== undefined &&
      markup`<ol class="hops" start="0">
        ${path.hops.slice(0, 40).map(hopItem)}
      </ol>`
    }
  </li>`;
}

function hopItem({ hop, bus, found }: FollowedHop, index: number): Html {
  const on = bus === undefined ? "on no bus" : `on bus ${hex(bus)}`;
  const leads = found?.secondaryBus === undefined ? "" : `, leads to bus ${hex(found.secondaryBus)}`;
  const what =
    found === undefined
      ? "✗ nothing is there"
      : `${escapeText(found.label, 40)} ${formatAddress(found)}, ${className(found.classCode)}${leads}`;
  return markup`<li><span class="hop-name">hop ${index}</span> <code>${formatHop(hop)}</code> ${on}: ${what}</li>`;
}
