// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.CallerNameNormalizer;

@ApplicationScoped
public class OneRealm implements CallerNameNormalizer {
  private static final String REALM = "@EXAMPLE.COM";

  @Override
  public String normalize(String assertedName) {
    return assertedName.endsWith(REALM)
        ? assertedName.substring(0, assertedName.length() - REALM.length())
        : assertedName;
  }
}
