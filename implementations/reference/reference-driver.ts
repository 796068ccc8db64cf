/**
 * The reference driver: all layers combined.
 *
 * It conforms to the profile `linux` and is written the way drivers are: linked lists, slots filled by a notifier,
 * bridges that cover a range of bus numbers. It shares no algorithm with the oracle, so that the two can be checked
 * against each other; `implementations/faulty` overrides its methods, one mistake at a time.
 */

import { Assignment } from "./assignment.ts";

export class ReferenceDriver extends Assignment {
  override tearDown(): void {
    this.freeAddressSpaces();
    super.tearDown();
  }
}
