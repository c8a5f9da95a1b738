// SPDX-License-Identifier: Apache-2.0
package org.gatepass.testkit.internal;

import org.jboss.arquillian.core.spi.LoadableExtension;

/** Adds {@link org.gatepass.testkit.WithCaller} to Arquillian. */
public final class CallerExtension implements LoadableExtension {
  /** For Arquillian. */
  public CallerExtension() {}

  @Override
  public void register(ExtensionBuilder builder) {
    builder.observer(CallerGateways.class);
  }
}
