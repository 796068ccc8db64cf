/** `--traces`: the scenarios and traces of a run on their way to a file. */

import type { CaseOrigin, RecordLine } from "../../model/record.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import { RecordingFile } from "../../runner/recording/recording-file.ts";
import type { RecordingHeader } from "../../runner/recording/recording-format.ts";
import type { RunOptions } from "../../runner/run-options.ts";
import { storedOfRun } from "../../runner/stored-of-run.ts";

export class RunRecorder {
  readonly #file: RecordingFile;
  readonly #options: RunOptions;
  readonly #stored: RecordingHeader["stored"];

  private constructor(file: RecordingFile, options: RunOptions, stored: RecordingHeader["stored"]) {
    this.#file = file;
    this.#options = options;
    this.#stored = stored;
  }

  /** @throws ConformanceError `TRACES_EXIST`, `TRACES_NOT_WRITABLE` */
  static async open(path: string, options: RunOptions): Promise<RunRecorder> {
    // As they are now: the run itself may store more.
    const { files } = await storedOfRun(options);
    const stored = files.map(({ name, text }) => ({ name, text }));
    return new RunRecorder(new RecordingFile(path), options, stored);
  }

  /** Takes the lines of the record: the header begins the recording, the footer ends it. */
  line(line: RecordLine): void {
    if (line.line === "footer") this.#file.end();
    if (line.line !== "header") return;
    const { suiteVersion, seed, profile, either, implementation } = line;
    const { runs, exhaustive, only, allowUnobserved = [], stored: judgesStored } = line.options;
    const { tables = [], known = [] } = this.#options;
    const cases = exhaustive === undefined ? { runs } : { runs, exhaustive };
    const asked = { seed, ...cases, only, allowUnobserved, profile, either, tables, known, judgesStored };
    this.#file.begin({ suiteVersion, implementation, ...asked, stored: this.#stored });
  }

  executed(origin: CaseOrigin, scenario: Scenario, trace: Trace): void {
    this.#file.add({ origin, scenario, trace });
  }

  close(): void {
    this.#file.close();
  }
}
