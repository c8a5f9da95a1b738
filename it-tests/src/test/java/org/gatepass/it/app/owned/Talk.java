// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.owned;

import jakarta.enterprise.context.Conversation;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.inject.Inject;
import java.io.Serializable;

/** The content of a conversation. */
@ConversationScoped
public class Talk implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Conversation conversation;

  private String text = "-";

  public String text() {
    return text;
  }

  /** Begins a conversation that goes on, and returns its identifier. */
  public String begin(String written) {
    text = written;
    conversation.begin();
    return conversation.getId();
  }
}
