/**
 * The order of simplicity: what a least counterexample is, and how one is reached.
 *
 * A person who reads a counterexample pays first for what there is to understand, then for what is unusual
 * about it, last for numbers. So a plan is measured (measure.ts) by a list of numbers that is compared from the left:
 *
 *  1. whether the table is bytes that firmware wrote, of which everything may matter
 *  2. RMRRs and other structures: each is a rule to keep in mind
 *  3. scopes: each is a path to follow
 *  4. steps: each is something that happens
 *  5. functions: each is a line of the picture
 *  6. hops of scopes: each is a line to go along
 *  7. root buses, devices that are not PCI, groups and their members, mappings that exist already
 *  8. depth: how deep functions stand, and what scopes add to their paths
 *  9. what is wrong with the table, and unusual kinds: a class, a header, a way of naming, a type of region
 * 10. addresses: whole pages before bytes, short before long, low before high, 0 only where it matters
 * 11. numbers: segments, gaps, devices, functions, allocations that fail
 *
 * What is counted comes before what is not, so that nothing that fails has as many of each as the least, and fewer of
 * one of them.
 *
 * Every pass makes a plan strictly smaller in this order, and the order has no endless descent, so shrinking
 * ends. The passes stand in the order in which they save most: whole RMRRs before scopes, lists before steps,
 * subtrees before functions, and all of these before anything is calmed. When a pass succeeds it goes on, and
 * behind the last pass the first follow again: what ends is a plan that no pass can make smaller.
 */

import { arriveTogether } from "./arrive-together-pass.ts";
import { dropMappings } from "./attach-passes.ts";
import { calmDetails, calmFunctions, calmRegions, calmScopes } from "./calm-passes.ts";
import {
  dropIdleFunctions,
  dropNamedFunctions,
  dropSubtrees,
  hoistFunctions,
  inheritFunctions,
  keepOneFunction,
  promoteBuses,
  spliceBridges,
} from "./function-passes.ts";
import { inheritAndReorder } from "./inherit-and-reorder-pass.ts";
import { insertRegions, mergeInserts } from "./insert-passes.ts";
import { closeGaps, lowerSegments, lowerSlots } from "./number-passes.ts";
import { dropAndFailEarlier, failEarlier, inheritAndFail, settleFunctions } from "./history-passes.ts";
import { exchangeFunctions } from "./exchange-pass.ts";
import { bearByBridge, dropLastRmrrs, lengthenLines, lowerWithoutDevices } from "./many-rmrrs-passes.ts";
import { standAlone } from "./lone-function-pass.ts";
import { addMember, getForGroup, groupForTwoSteps } from "./member-pass.ts";
import { nameBridges, nestFunctions } from "./nest-pass.ts";
import { leaveBytes, lessenDamage, mendTable, shortenStructure } from "./damage-passes.ts";
import { dropPairs } from "./pair-pass.ts";
import type { Pass } from "./pass.ts";
import { simplifyRegions } from "./region-passes.ts";
import { trySmallPlatforms } from "./small-platforms-pass.ts";
import { dropAndMoveSteps } from "./step-order-pass.ts";
import { dropLists, dropSteps, orderLists } from "./step-passes.ts";
import { dropGroups, dropOtherDevices, dropRoots, playByOtherDevice } from "./surroundings-passes.ts";
import { dropRmrrs, dropScopes, dropStructures, joinRmrrs, plainHeader, thawTable } from "./table-passes.ts";
import { leanOnIsaWindow, leanOnWindow } from "./window-pass.ts";
import { tryTinyWorlds } from "./tiny-worlds-pass.ts";

export const PASSES: readonly Pass[] = [
  // What is there: the largest things first.
  thawTable,
  dropLastRmrrs,
  dropRmrrs,
  dropStructures,
  mendTable,
  dropScopes,
  dropLists,
  dropSteps,
  settleFunctions,
  dropIdleFunctions,
  dropSubtrees,
  dropOtherDevices,
  dropGroups,
  dropMappings,
  dropRoots,
  // Where one thing can go only if another takes its part.
  spliceBridges,
  inheritFunctions,
  dropNamedFunctions,
  keepOneFunction,
  standAlone,
  promoteBuses,
  playByOtherDevice,
  joinRmrrs,
  lengthenLines,
  bearByBridge,
  lowerWithoutDevices,
  insertRegions,
  mergeInserts,
  dropAndFailEarlier,
  inheritAndFail,
  dropPairs,
  dropAndMoveSteps,
  inheritAndReorder,
  arriveTogether,
  getForGroup,
  addMember,
  groupForTwoSteps,
  exchangeFunctions,
  nestFunctions,
  nameBridges,
  leanOnWindow,
  leanOnIsaWindow,
  leaveBytes,
  shortenStructure,
  hoistFunctions,
  // What is unusual.
  calmFunctions,
  calmScopes,
  calmRegions,
  calmDetails,
  plainHeader,
  lessenDamage,
  orderLists,
  // Numbers.
  simplifyRegions,
  lowerSegments,
  closeGaps,
  lowerSlots,
  failEarlier,
  // Where no single change helps: everything that is small enough.
  tryTinyWorlds,
  trySmallPlatforms,
];
