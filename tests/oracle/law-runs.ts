/**
 * How many cases a law is tried on: few enough for every day, and as many as `RMRR_LAW_RUNS` says for a long run.
 *
 * @example `RMRR_LAW_RUNS=1000000 npx vitest run tests/oracle/coverage.test.ts --testTimeout=0`
 */
export function lawRuns(usual: number): number {
  const wanted = Number(process.env["RMRR_LAW_RUNS"]);
  return Number.isInteger(wanted) && wanted > 0 ? wanted : usual;
}
