// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.owned;

import jakarta.enterprise.context.SessionScoped;
import java.io.Serializable;

/** The content of a session-scoped bean. */
@SessionScoped
public class Note implements Serializable {
  private static final long serialVersionUID = 1;

  private String text = "-";

  public String text() {
    return text;
  }

  public void write(String written) {
    text = written;
  }
}
