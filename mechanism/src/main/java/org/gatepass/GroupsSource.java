// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

/** Where the groups of a caller whom a header names come from. */
public enum GroupsSource {
  /** From the identity store alone; a groups header is read, and counts for nothing. */
  STORE,
  /** From the trusted proxy's groups header alone, after mapping. */
  HEADER,
  /** From both: the caller has each group that either gives. */
  BOTH
}
