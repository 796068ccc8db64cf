/** All that is needed to judge a driver under vitest. */

import { conformance } from "rmrr-conformance/vitest";
import { driver, notOffered } from "./driver.ts";

conformance(driver, { allowUnobserved: notOffered });
