/** The workflow and the manifest in docs/ci, read as GitHub and Kubernetes read them, and their scripts run. */

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { readRecord } from "../../reports/record/read-record.ts";
import { ROOT } from "../support/built.ts";
import { userProject, type UserProject } from "../support/user-project.ts";

const DRIVER = `
import { referenceImplementation } from "rmrr-conformance";
export const implementation = { ...referenceImplementation, name: "driver" };
`;
const WRONG_DRIVER = `
export const implementation = { name: "driver", start: () => ({ hasRmrr: () => true }) };
`;

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly id?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on: {
    readonly workflow_call: { readonly inputs: Readonly<Record<string, { readonly default?: unknown }>> };
  };
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly needs?: string;
        readonly outputs?: Readonly<Record<string, string>>;
        readonly strategy?: { readonly matrix: Readonly<Record<string, string>> };
        readonly steps: readonly Step[];
      }
    >
  >;
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly completionMode: string;
    readonly completions: number;
    readonly parallelism: number;
    readonly template: {
      readonly spec: {
        readonly containers: readonly {
          readonly command: readonly string[];
          readonly args: readonly string[];
          readonly env: readonly { readonly name: string; readonly value: string }[];
          readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
        }[];
        readonly volumes: readonly {
          readonly name: string;
          readonly persistentVolumeClaim: { readonly claimName: string };
        }[];
      };
    };
  };
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

let project: UserProject;
beforeAll(() => {
  project = userProject();
});
afterAll(() => project.remove());

function shell(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
): { readonly status: number | null; readonly output: string } {
  const [program, ...words] = command;
  const { status, stdout, stderr } = spawnSync(program!, words, {
    cwd: project.folder,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return { status, output: stdout + stderr };
}

describe("docs/ci/github-actions.yml", () => {
  const workflow = parse(read("docs/ci/github-actions.yml")) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  test("takes no input into a script, and may read the repository and nothing else", () => {
    for (const { run = "" } of steps) expect(run).not.toContain("${{");
    expect(workflow.permissions).toEqual({ contents: "read" });
    for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^actions\/[a-z-]+@v\d+$/);
  });

  test("names inputs, jobs and steps that there are", () => {
    const names = Object.keys(workflow.on.workflow_call.inputs);
    for (const [, input] of read("docs/ci/github-actions.yml").matchAll(/inputs\.(\w+)/g))
      expect(names).toContain(input);
    const jobs = Object.keys(workflow.jobs);
    for (const { needs } of Object.values(workflow.jobs)) if (needs !== undefined) expect(jobs).toContain(needs);
    const ids = steps.map(({ id }) => id);
    for (const [, id] of read("docs/ci/github-actions.yml").matchAll(/steps\.(\w+)\./g)) expect(ids).toContain(id);
  });

  test("the page says how to call it by the inputs that it has", () => {
    const called = parse(/```yaml\n([^`]+)```/.exec(read("docs/ci.md"))![1]!) as {
      readonly jobs: { readonly conformance: { readonly uses: string; readonly with: Record<string, unknown> } };
    };
    const inputs = workflow.on.workflow_call.inputs;
    for (const name of Object.keys(called.jobs.conformance.with)) expect(Object.keys(inputs)).toContain(name);
    for (const [name, { default: value }] of Object.entries(inputs)) {
      expect(value !== undefined || name in called.jobs.conformance.with, name).toBe(true);
    }
  });

  /** As GitHub runs a job, but for the actions that it uses: what they fetch is there already. */
  function runJob(
    name: string,
    values: Readonly<Record<string, string>>,
  ): { readonly failed: readonly string[]; readonly outputs: Readonly<Record<string, string>> } {
    const failed: string[] = [];
    const outputs: Record<string, string> = {};
    const summary = join(project.folder, "summary.md");
    for (const step of workflow.jobs[name]!.steps) {
      if (step.run === undefined || step.run === "npm ci") continue;
      // Steps without a condition are for jobs in which nothing has failed.
      if (failed.length > 0 && step.if === undefined) continue;
      const file = join(project.folder, "outputs");
      writeFileSync(file, "");
      const env = Object.fromEntries(
        Object.entries(step.env ?? {}).map(([key, expression]) => {
          const [, of = ""] = /^\$\{\{ ([\w.]+) \}\}$/.exec(expression) ?? [];
          expect(Object.keys(values), `${key} is ${expression}`).toContain(of);
          return [key, values[of]!];
        }),
      );
      const { status, output } = shell(["bash", "-eo", "pipefail", "-c", step.run], {
        ...env,
        GITHUB_OUTPUT: file,
        GITHUB_STEP_SUMMARY: summary,
      });
      if (status !== 0) failed.push(output);
      for (const line of readFileSync(file, "utf8").trim().split("\n")) {
        const [key = "", value = ""] = line.split(/=(.*)/);
        if (key !== "") outputs[key] = value;
      }
    }
    return { failed, outputs };
  }

  function runWorkflow(driver: string, implementation: string): readonly string[] {
    writeFileSync(join(project.folder, "driver.js"), driver);
    const inputs = { runs: "40", seed: "ci", shards: "3", implementation };
    const values = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`inputs.${name}`, value]));
    const { outputs } = runJob("plan", values);
    const shards = JSON.parse(outputs.list!) as number[];
    expect(shards).toEqual([1, 2, 3]);
    for (const shard of shards) {
      const { failed } = runJob("judge", { ...values, "matrix.shard": String(shard) });
      if (failed.length > 0) return failed;
    }
    return runJob("report", values).failed;
  }

  test("judges in shards, puts them together, and writes every report", () => {
    expect(runWorkflow(DRIVER, "./driver.js")).toEqual([]);
    const { lines } = readRecord(join(project.folder, "record.jsonl"));
    expect(lines.filter(({ line }) => line === "shard")).toHaveLength(3);
    expect(readFileSync(join(project.folder, "summary.md"), "utf8")).toContain("conforms");
    for (const name of ["report.html", "junit.xml"]) expect(existsSync(join(project.folder, name))).toBe(true);
    const wanted = workflow.jobs.report!.steps.at(-1)!.with!.path as string;
    expect(wanted.trim().split("\n").slice(0, 3)).toEqual(["record.jsonl", "report.html", "junit.xml"]);
  });

  test("fails once for what does not conform, with its reports and the stored failures", () => {
    const failed = runWorkflow(WRONG_DRIVER, "./driver.js");
    expect(failed).toHaveLength(1);
    expect(failed[0]).toContain("does not conform");
    expect(readFileSync(join(project.folder, "junit.xml"), "utf8")).toContain("<failure");
    expect(readdirSync(join(project.folder, "rmrr-failures")).length).toBeGreaterThan(0);
  });

  test("fails where it was called wrongly", () => {
    expect(runWorkflow(DRIVER, "./absent.js")[0]).toContain("IMPLEMENTATION_NOT_FOUND");
  });
});

describe("docs/ci/kubernetes-job.yaml", () => {
  const documents = parseAllDocuments(read("docs/ci/kubernetes-job.yaml")).map(
    (document) => document.toJS() as Manifest,
  );
  const job = documents.find(({ kind }) => kind === "Job")!;
  const [container] = job.spec.template.spec.containers;
  const script = [...container!.command, ...container!.args];
  const env = Object.fromEntries(container!.env.map(({ name, value }) => [name, value]));

  test("is an Indexed Job of as many pods as shards, with a claim that there is", () => {
    expect(job.spec.completionMode).toBe("Indexed");
    expect(job.spec.completions).toBe(Number(env.SHARDS));
    const [volume] = job.spec.template.spec.volumes;
    const claims = documents
      .filter(({ kind }) => kind === "PersistentVolumeClaim")
      .map(({ metadata }) => metadata.name);
    expect(claims).toContain(volume!.persistentVolumeClaim.claimName);
    expect(container!.volumeMounts).toEqual([{ name: volume!.name, mountPath: env.RECORDS }]);
  });

  test("judges shard by shard; a pod that was evicted is gone on with", () => {
    writeFileSync(join(project.folder, "driver.js"), DRIVER);
    const records = join(project.folder, "records");
    spawnSync("mkdir", [records]);
    const pod = (index: number): ReturnType<typeof shell> =>
      shell(script, { ...env, RUNS: "40", RECORDS: records, JOB_COMPLETION_INDEX: String(index) });
    for (let index = 0; index < job.spec.completions; index++) {
      const { status, output } = pod(index);
      expect(status, output).toBe(0);
    }
    const merge = ["npx", "rmrr-conformance", "report", "merge", "--output", "of-pods.jsonl"];
    const names = readdirSync(records).map((name) => join(records, name));
    expect(shell([...merge, ...names], {}).status).toBe(0);

    // As an eviction leaves it: the lines until the first tally.
    const record = join(records, "shard-2.jsonl");
    const whole = readFileSync(record, "utf8").split("\n");
    const isKept = (line: string): boolean => /^\{"line":"(?:environment|header|shard|asked)"/.test(line);
    const tally = whole.find((line) => line.includes('"what":"cases"'))!;
    writeFileSync(record, [...whole.filter(isKept), tally, ""].join("\n"));
    expect(pod(1).output).toContain("--shard 2/4");
    const isComparable = (line: string): boolean => !line.startsWith('{"line":"environment"');
    expect(readFileSync(record, "utf8").split("\n").filter(isComparable)).toEqual(whole.filter(isComparable));
  });

  test("a pod fails for wrong usage, and is tried again", () => {
    const wrong = { ...env, IMPLEMENTATION: "./absent.js", RECORDS: project.folder, JOB_COMPLETION_INDEX: "0" };
    expect(shell(script, wrong).status).toBe(2);
  });
});
