// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.ear;

import jakarta.enterprise.context.SessionScoped;
import java.io.Serializable;

/** Counts the requests of a session, in a WAR without Gatepass. */
@SessionScoped
public class PlainCounter implements Serializable {
  private static final long serialVersionUID = 1;

  private int requests;

  public int next() {
    requests++;
    return requests;
  }
}
