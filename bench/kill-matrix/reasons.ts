/**
 * Why a requirement exists that is not the only one to detect any fault.
 *
 * For many requirements, the faulty implementations show that something would go undetected without them. For the
 * others, this says what they are good for; the kill matrix prints it.
 */

const NAMES_THE_PART =
  "it says which part of the rule is broken, where others only see that a region is missing or too many";

const BY_ID: Readonly<Record<string, string>> = {
  "ownership/distinct-objects":
    "sharing is seen at once here, and by others only when a shared object is written to or freed",
  "ownership/fresh-per-get": "it holds for an implementation whose memory cannot be observed",
  "ownership/isolated-writes":
    "what a caller does to its own list is the harm that sharing does; the others name causes",
  "ownership/put-frees-own":
    "the live objects are counted here after each put, and by others only where two lists meet",
  "ownership/undisturbed": "it needs no writing caller and no second list of the same device",
  "coverage/endpoint": NAMES_THE_PART,
  "coverage/bridge-itself": NAMES_THE_PART,
  "coverage/every-descendant": NAMES_THE_PART,
  "coverage/nothing-else": "it is the general form: whatever is covered and not named, for whichever reason",
  "coverage/same-segment": "it tells a segment that is not compared from other ways to cover too much",
  "coverage/path-not-number": "it tells numbers that are taken for paths from other ways to cover the wrong function",
  "coverage/exact-range": "it is the general form of every wrong address and protection",
  "coverage/all-rmrrs": "it is the general form of every RMRR and scope that is dropped",
  "coverage/absent-function": NAMES_THE_PART,
  "coverage/skips-foreign": NAMES_THE_PART,
  "coverage/downstream-predicate": "the predicate may be right or wrong of itself, whatever is covered",
  "coverage/has-rmrr": "the predicate is asked by drivers that never get the regions",
  "coverage/start-bus-fallback":
    "its answer is a rule of Linux, which a profile may leave open; the general forms leave it out then",
  "coverage/header-mismatch":
    "its answer is a rule of Linux, which a profile may leave open; the general forms leave it out then",
  "coverage/virtual-functions":
    "its answer is a rule of Linux, which a profile may leave open; the general forms leave it out then",
  "windows/msi": "the window is a rule of Linux, which a profile may leave open",
  "windows/isa": "the window is a rule of Linux, which a profile may leave open",
  "merge/order": "the order is part of the ABI, whatever the regions are",
  "merge/no-overlap": "a reader of the list relies on it, whichever regions are in it",
  "merge/union-exact": "it is the general form: no address is lost and none is added",
  "merge/types-apart": "it tells a join across types from other wrong unions",
  "merge/adjacent": "it is open in some profiles, and the union is right either way",
  "merge/any-order": "it needs no expected list: two orders are compared with each other",
  "merge/idempotent": "it needs no expected list: the list is compared with itself",
  "merge/tie-order": "equal starts are ordered by type in some profiles only",
  "merge/address-space-ends": "it tells what wraps at the ends of the address space from other wrong unions",
  "merge/copies-input": "it tells a linked or freed input from other damage to memory",
  "merge/no-leak": "what is lost is counted at the insert that loses it, and by others only at the end",
  "merge/no-use-after-free": "it sees the read of a freed object, which may leave the list right",
  "relaxable/usb": "it names the class that is missed",
  "relaxable/graphics": "it names the class that is missed",
  "relaxable/nobody-else": "it names the class that is taken for another",
  "relaxable/asker-decides": "it tells whose class was taken from which classes were",
  "relaxable/not-pci": "it sees the reading of a field that is not there, whatever the answer is",
  "relaxable/locked": "the predicate may be wrong of itself, whatever the types are",
  "allocation/failed-get": "it is the general form of what a get may leave behind when memory runs out",
  "allocation/failed-insert": "it is the general form of what an insert may leave behind when memory runs out",
  "allocation/failed-group": "it is the general form of what a group may leave behind when memory runs out",
  "allocation/failure-reported": "it asks what the caller is told, and the others what is left behind",
  "allocation/no-sleep-in-atomic": "it needs no failing allocation: the request itself is wrong",
  "assignment/usable-iova": "it is the general form of every address that is given or kept wrongly",
  "assignment/conflict": "it asks about mappings that exist, and not about addresses that are free",
  "assignment/locked-refused": "it asks who may be assigned at all",
  "group/both-types-visible": "it names what is hidden, where the general form sees a wrong list",
  "group/direct-mappings": "without these mappings a device is cut off from its memory, whatever the lists say",
  "group/dma-hole": "an address that is handed out twice corrupts memory, whatever the lists say",
  "group/merge-of-members": "it is the general form of a wrong list of a group",
  "group/nothing-else-mapped": "it is the other side of the direct mappings: what is mapped and reserved by nobody",
  "group/sysfs-text": "the text is the ABI, whatever the list is",
  "lifecycle/added": "it names the change after which the answer is wrong",
  "lifecycle/removed": "it names the change after which the answer is wrong",
  "lifecycle/again": "it names the change after which the answer is wrong",
  "lifecycle/subtree": "it names the change after which the answer is wrong",
  "lifecycle/device-references": "it sees a reference that is kept, which may leave every list right",
  "lifecycle/handed-out-lists": "a change of the platform must not reach lists that callers have",
  "lifecycle/twice": "it is about misuse, which no other requirement asks about",
  "conduct/no-warning": "it sees what an implementation says of itself, whatever its answers are",
};

/** The reason of a requirement, or of its family; undefined if none is given. */
export function reasonOf(id: string): string | undefined {
  return BY_ID[id] ?? BY_FAMILY[id.slice(0, id.indexOf("/"))];
}

const BY_FAMILY: Readonly<Record<string, string>> = {
  metamorphic:
    "it needs no oracle: two scenarios are compared with each other, so that it holds although the oracle be wrong",
  firmware: "it asks what must not happen whatever is done with a broken table, where the others ask for right answers",
};
