// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.observed;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gatepass.spi.DecisionObserver;

/** Keeps the decisions as texts. */
@ApplicationScoped
public class SeenDecisions implements DecisionObserver {
  private final List<String> seen = new CopyOnWriteArrayList<>();

  @Override
  public void decided(Decision decision) {
    seen.add(
        String.join(
            " ",
            decision.isLogin() ? "login" : "request",
            decision.outcome().name(),
            decision.authenticatedBy().map(Enum::name).orElse("-"),
            decision.rejection().map(Enum::name).orElse("-"),
            decision.callerName().orElse("-"),
            decision.peerAddress()));
  }

  /**
   * Returns the decisions since the last call.
   *
   * @return a text for each
   */
  public List<String> take() {
    List<String> taken = List.copyOf(seen);
    seen.clear();
    return taken;
  }
}
