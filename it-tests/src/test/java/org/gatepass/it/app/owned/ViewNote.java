// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.owned;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;
import java.io.Serializable;

/** The content of a view of Jakarta Faces. */
@Named
@ViewScoped
public class ViewNote implements Serializable {
  private static final long serialVersionUID = 1;

  private String text = "-";

  public String getText() {
    return text;
  }

  public void setText(String written) {
    text = written;
  }
}
