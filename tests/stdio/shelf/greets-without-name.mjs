/** Its answer to the start message lacks a member. */
import { adapter, say } from "./adapter.mjs";
adapter({ start: () => say({ message: "started", protocol: 1, abilities: [] }) });
