/** One failure: what broke, the least scenario as figures, and how to see it again. */

import type { FailureLine } from "../../model/record.ts";
import { scenarioToWire } from "../../model/wire/scenario-wire.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { drawScenario } from "../drawing/draw-scenario.ts";
import { twinOfFailure } from "../drawing/twin-of-failure.ts";
import { diagnosisSentence } from "../failure/diagnosis-sentence.ts";
import { describeOccurrences } from "../failure/render-failure.ts";
import { returnedSentence } from "../failure/returned-sentence.ts";
import { witnessSentence } from "../failure/witness-sentence.ts";
import { describeTable } from "../table/describe-table.ts";
import { escapeText } from "../text/escape-text.ts";
import { countOf } from "../text/group-digits.ts";
import { xmlText } from "../xml/xml-text.ts";
import type { FailureScene } from "./failure-scene.ts";
import { hierarchyFigure } from "./hierarchy-figure.ts";
import { markup, textBlock, trusted, type Html } from "./html.ts";
import { memoryMap } from "./memory-map.ts";
import { rmrrList } from "./rmrr-list.ts";
import { stepsList } from "./steps-list.ts";
import { outcomeChip } from "./summary.ts";
import { tableBytes } from "./table-bytes.ts";
import { textLines } from "./text-lines.ts";

/** A table of more lines, and a scenario of more characters, is left to `decode` and to the record. */
const MOST_TABLE_BYTES = 4096;
const MOST_SCENARIO = 40_000;

export function failureTitle({ requirements }: FailureLine): string {
  return escapeText(requirements[0] ?? "the case as a whole", 120);
}

export function failureArticle(scene: FailureScene): Html {
  const { failure, number } = scene;
  const { outcome, requirements, rule, divergence } = failure;
  const id = `failure-${number}`;
  const known = REQUIREMENTS.find((each) => each.id === requirements[0]);
  const others = requirements.slice(1);
  const returned = returnedSentence(failure);
  const diagnosis = diagnosisSentence(failure);
  return markup`<article id="${id}" tabindex="-1" aria-labelledby="${id}-title">
    <h3 id="${id}-title">
      ${outcomeChip(outcome)} <span class="title-id">${failureTitle(failure)}</span>
      <code class="rule">${escapeText(rule, 120)}</code>
    </h3>
    ${known !== undefined && markup`<p class="statement">${known.statement} <span class="source">${known.source}</span></p>`}${
      others.length > 0 &&
      markup`<p class="note">
        and ${countOf(others.length, "other requirement")} of this case:
        ${others
          .slice(0, 8)
          .map((each) => escapeText(each, 80))
          .join(", ")}${others.length > 8 && ", …"}
      </p>`
    }
    <p class="sentence">${witnessSentence(failure)}</p>
    ${divergence !== undefined && markup`<p class="note">Declared as a known divergence: ${escapeText(divergence.reason, 1000)} ${escapeText(divergence.link ?? "", 400)}</p>`}
    ${returned !== undefined && markup`<p class="sentence">${returned}</p>`}
    ${diagnosis !== undefined && markup`<p class="sentence">${diagnosis}</p>`}
    <p class="note">${describeOccurrences(failure)}</p>
    ${figures(scene)}
    <h4>Steps</h4>
    ${stepsList(scene)}
    ${comparedWith(scene)}
    <h4>Reproduce it</h4>
    <div class="replay">
      <code id="${id}-replay">${escapeText(failure.replay, 4000)}</code
      ><button type="button" data-copy="${id}-replay">Copy</button>
    </div>
    ${appendix(scene)}
  </article>`;
}

/** Who is there and what the table says beside what came of it. A scenario of inserts alone has no platform to show. */
function figures(scene: FailureScene): Html {
  const { hierarchy, rmrrs } = scene;
  const { functions } = hierarchy.platform;
  const map = memoryMap(scene);
  const besides = besidePci(scene);
  const hasTree = functions.length > 0 || besides !== false;
  const tree =
    hasTree && markup`<div><h4>Hierarchy</h4>${functions.length > 0 && hierarchyFigure(scene)}${besides}</div>`;
  const table = (hasTree || rmrrs.length > 0) && markup`<h4>RMRRs and the paths of their scopes</h4>${rmrrList(scene)}`;
  const memory = map !== false && markup`<h4>Memory map</h4>${map}`;
  const lines = textLines(scene);
  const text = lines !== false && markup`<h4>What sysfs shows</h4>${lines}`;
  return markup`<div class="figures${!hasTree && " alone"}">${tree}<div>${table}${tableBytes(scene)}${text}${memory}</div></div>`;
}

/** Devices that are not PCI, and groups: no tree shows them. */
function besidePci({ failure, focus }: FailureScene): Html | false {
  const { otherDevices, groups } = failure.scenario.platform;
  if (otherDevices.length === 0 && groups.length === 0) return false;
  const devices = otherDevices.toSorted(
    (a, b) => Number(focus.devices.has(b.label)) - Number(focus.devices.has(a.label)),
  );
  const items = [
    ...devices
      .slice(0, 8)
      .map(({ label, acpiName = "" }) =>
        `${focus.devices.has(label) ? "▶ " : ""}${escapeText(label, 60)}, not PCI ${escapeText(acpiName, 80)}`.trim(),
      ),
    ...(devices.length > 8 ? [`… ${countOf(devices.length - 8, "more device")} that are not PCI`] : []),
    ...groups.slice(0, 8).map(
      ({ label, members }) =>
        `group ${escapeText(label, 60)}: ${members
          .slice(0, 8)
          .map((member) => escapeText(member, 40))
          .join(", ")}${members.length > 8 ? `, … ${countOf(members.length - 8, "more")}` : ""}`,
    ),
    ...(groups.length > 8 ? [`… ${countOf(groups.length - 8, "more group")}`] : []),
  ];
  return markup`<ul class="notes">
    ${items.map((item) => markup`<li>${item}</li>`)}
  </ul>`;
}

/** The scenario that has to be answered alike, drawn as text: what matters is what is different in it. */
function comparedWith({ failure, focus, number }: FailureScene): Html | false {
  const twin = twinOfFailure(failure);
  if (twin === undefined) return false;
  const title = `The same when ${twin.difference}`;
  const lines = drawScenario(twin.scenario, twin.trace, focus).flatMap((section) => [
    section.title,
    ...section.lines.map(({ text, marked }) => `${marked ? "▶" : " "} ${text}`),
    "",
  ]);
  return markup`<details open>
    <summary>${title}, which must be answered alike</summary>
    <pre tabindex="0" role="region" aria-label="What failure ${number} is compared with">
${textBlock(lines)}</pre>
  </details>`;
}

function appendix({ failure, number }: FailureScene): readonly (Html | false)[] {
  const { dmar } = failure.scenario.platform;
  const table =
    dmar.length <= MOST_TABLE_BYTES &&
    markup`<details>
      <summary>The DMAR table in words</summary>
      <pre tabindex="0" role="region" aria-label="The DMAR table of failure ${number}">
${textBlock(describeTable(dmar, (_tone, text) => text))}</pre>
    </details>`;
  const text = JSON.stringify(scenarioToWire(failure.scenario));
  // Only ASCII: what a label may hold of acting characters is written as JSON writes it.
  const ascii = text.replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const scenario =
    text.length <= MOST_SCENARIO &&
    markup`<details>
      <summary>The scenario as JSON, for <code>rmrr-conformance replay</code></summary>
      <pre class="wrapped" tabindex="0" role="region" aria-label="The scenario of failure ${number}">
${trusted(xmlText(ascii))}</pre>
    </details>`;
  return [table, scenario];
}
