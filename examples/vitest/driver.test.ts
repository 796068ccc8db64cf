/** Everything that it takes to have a driver judged under vitest. */

import { conformance } from "rmrr-conformance/vitest";
import { driver } from "./driver.ts";

conformance(driver);
