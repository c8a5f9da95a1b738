// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.roster;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The number of changes to the roster. */
@Entity
@Table(name = "roster_revision")
public class Revision {
  @Id int id;
  long revision;
}
