/** The situations of a run, folded away: what its cases were like. */

import type { SituationLine } from "../../model/record.ts";
import { promiseInWords, shareInWords, situationShares } from "../record/situation-shares.ts";
import { escapeText } from "../text/escape-text.ts";
import { countOf } from "../text/group-digits.ts";
import { markup, type Html } from "./html.ts";

/** Nothing if situations were not counted. */
export function situationDetails(lines: readonly SituationLine[]): Html | false {
  const shares = situationShares(lines);
  const low = shares.filter(({ isLow }) => isLow).length;
  return (
    shares.length > 0 &&
    markup`<h2 id="situations-title">Situations</h2>
      <details class="family">
        <summary>
          <span class="family-name">${countOf(shares.length, "situation")}</span>
          <span class="family-counts">${low === 0 ? "" : `${low} in a smaller share of the cases than promised`}</span>
        </summary>
        <div class="scroll" role="group" aria-label="Table of situations" tabindex="0">
          <table class="matrix" aria-labelledby="situations-title">
            <thead>
              <tr>
                <th scope="col">situation</th>
                <th scope="col">stream</th>
                <th scope="col">share</th>
                <th scope="col">promised</th>
              </tr>
            </thead>
            <tbody>
              ${shares.map(
                (share) =>
                  markup`<tr>
                    <th scope="row"><code>${escapeText(share.name, 80)}</code></th>
                    <td>${escapeText(share.stream, 80)}</td>
                    <td>${shareInWords(share)}</td>
                    <td>${share.isLow ? markup`<span class="chip tone-warning">${promiseInWords(share)}</span>` : promiseInWords(share)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </details>`
  );
}
