// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.sync;

import java.util.List;

/**
 * The number of accounts that a synchronisation has changed. Each entry counts once: as created,
 * changed, deactivated, unchanged or rejected. Immutable.
 *
 * @param created entries whose account was created
 * @param changed entries whose account was changed, except by deactivation
 * @param deactivated entries whose account was deactivated
 * @param unchanged entries that required no change of an account
 * @param rejected entries that were not stored
 * @param missing accounts that were deactivated because the full export has no entry for them
 * @param problems entries that were not stored, or not completely, in the order of the entries
 *     within each thousand; then missing accounts that the database kept active
 */
public record SyncResult(
    long created,
    long changed,
    long deactivated,
    long unchanged,
    long rejected,
    long missing,
    List<SyncProblem> problems) {
  /**
   * Copies the problems.
   *
   * @param created created accounts
   * @param changed changed accounts
   * @param deactivated accounts that entries deactivated
   * @param unchanged entries that required no change of an account
   * @param rejected entries that were not stored
   * @param missing accounts that were deactivated without an entry
   * @param problems entries that were not stored, or not completely, and missing accounts that stay
   *     active
   */
  public SyncResult {
    problems = List.copyOf(problems);
  }
}
