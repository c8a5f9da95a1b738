// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.answers;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.gatepass.CallerNameNormalizer;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** A proxy with a secret names callers, and people with a password log in on a page. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    sharedSecretHeader = "X-Gateway-Secret",
    sharedSecrets = AnswersSecurity.SECRET,
    fallback = Fallback.FORM)
@DeclareRoles({"user", "administrator"})
@ApplicationScoped
public class AnswersSecurity {
  public static final String SECRET = "answers-3f1d09c5be7a4c62-answers-3f1d09c5be7a";

  /** Fails for one name. */
  @Produces
  CallerNameNormalizer failing() {
    return name -> {
      if (name.equals("failing")) {
        throw new IllegalStateException("on purpose");
      }
      return name;
    };
  }
}
