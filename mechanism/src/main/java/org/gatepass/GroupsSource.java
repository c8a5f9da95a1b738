// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

/** Where the groups of a header caller come from. */
public enum GroupsSource {
  /** From the identity stores alone. The groups of the groups header are ignored. */
  STORE,
  /** From the groups header of the trusted proxy alone, after {@code gatepass.groups-mapping}. */
  HEADER,
  /** From both: the union of the identity stores' groups and the mapped groups of the header. */
  BOTH
}
