// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.answers;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;
import java.io.Serializable;

/** Counts the clicks in a view. */
@Named
@ViewScoped
public class Counter implements Serializable {
  private static final long serialVersionUID = 1;

  private int count;

  public int getCount() {
    return count;
  }

  public void increase() {
    count++;
  }
}
