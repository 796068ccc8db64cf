/** The steps of a scenario with what each returned; an object that two lists share is marked wherever it shows. */

import type { ObjectIdentity, ObservedRegion, StepResult } from "../../model/trace.ts";
import { describeResult, formatObject } from "../drawing/describe-result.ts";
import { describeStep } from "../drawing/describe-step.ts";
import { chooseSteps, unchangedSteps } from "../drawing/draw-steps.ts";
import { leftOut } from "../drawing/drawn-line.ts";
import { escapeText } from "../text/escape-text.ts";
import { formatProtection, formatRange } from "../text/format-region.ts";
import type { FailureScene } from "./failure-scene.ts";
import { markup, type Html } from "./html.ts";
import { sharedObjects } from "./shared-objects.ts";

const MOST_REGIONS = 16;

export function stepsList(scene: FailureScene): Html {
  const { scenario, trace } = scene.failure;
  const unchanged = unchangedSteps(scenario.steps, trace.steps);
  const shared = sharedObjects(scenario.steps, trace.steps);
  const items: Html[] = [];
  let next = 0;
  for (const [index, step] of chooseSteps(scenario.steps, scene.focus)) {
    if (index > next) items.push(elided(index - next));
    next = index + 1;
    const failing = scene.focus.step === index;
    const result = trace.steps[index];
    const body =
      result === undefined ? notReached(scene, index) : returned(result, unchanged[index], shared[index] ?? new Map());
    items.push(
      markup`<li value="${index}" class="step${failing ? " failing" : ""}">
        <div class="call">
          <span class="step-number">${index}</span>
          <code>${describeStep(step)}</code>${failing && markup` <strong class="here">◀ the failure shows here</strong>`}
        </div>
        ${body}
      </li>`,
    );
  }
  if (next < scenario.steps.length) items.push(elided(scenario.steps.length - next));
  return markup`<ol class="steps">
    ${items}
  </ol>`;
}

function returned(
  result: StepResult,
  unchangedSince: number | undefined,
  shared: ReadonlyMap<ObjectIdentity, readonly string[]>,
): Html {
  const { status } = describeResult(result, unchangedSince);
  const regions = unchangedSince !== undefined && shared.size === 0 ? [] : (result.regions ?? []);
  const shown = regions.slice(0, MOST_REGIONS).map((region) => regionItem(region, shared.get(region.object)));
  if (regions.length > shown.length) shown.push(markup`<li>${leftOut(regions.length - shown.length, "region")}</li>`);
  return markup`<div class="returned status-${result.status}">
    ${status}${
      shown.length > 0 &&
      markup`<ul class="regions">
        ${shown}
      </ul>`
    }
  </div>`;
}

function regionItem(region: ObservedRegion, others: readonly string[] | undefined): Html {
  const words = `${formatRange(region)} ${escapeText(region.type, 40)} ${formatProtection(region.protection)}`;
  const also = others
    ?.slice(0, 4)
    .map((list) => escapeText(list, 40))
    .join(", ");
  return markup`<li>
    <code>${words}</code>
    <span class="object${also === undefined ? "" : " shared"}"
      >${formatObject(region.object)}${also !== undefined && markup` ∩ shared with ${also}`}</span
    >
  </li>`;
}

function notReached({ failure }: FailureScene, index: number): Html {
  const { steps, ended } = failure.trace;
  if (ended === undefined || index > steps.length) return markup`<div class="returned quiet">not reached</div>`;
  return markup`<div class="returned status-error">${ended.how}: ${escapeText(ended.message, 400)}</div>`;
}

function elided(count: number): Html {
  return markup`<li class="elided">${leftOut(count, "step")}</li>`;
}
