// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.attack;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Counts the tests that pass and the rows that they cover, and prints both after each class. The
 * counters are static because the classes of a run share no other object.
 */
public final class AttackCount implements TestWatcher, AfterAllCallback {
  private static final Set<Attack> ROWS = EnumSet.noneOf(Attack.class);
  private static int cases;

  @Override
  public void testSuccessful(ExtensionContext context) {
    context
        .getTestMethod()
        .map(method -> method.getAnnotation(Shows.class))
        .ifPresent(shown -> count(shown.value()));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    synchronized (ROWS) {
      System.out.println("rows covered: " + ROWS.size() + ", cases run: " + cases);
    }
  }

  private static void count(Attack... shown) {
    synchronized (ROWS) {
      ROWS.addAll(Set.of(shown));
      cases++;
    }
  }
}
