// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Turns on the identity store that lets in active accounts by their password: the fallback for when
 * no proxy speaks. It answers {@code UsernamePasswordCredential}, and no other credential but that
 * of a caller who was remembered from a password login. The accounts are {@link UserAccount} rows;
 * those without a password get in by no password.
 *
 * <p>It stands once in an application, beside {@link
 * org.gatepass.RemoteUserAuthenticationMechanismDefinition}.
 */
@Stereotype
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface DatabasePasswordIdentityStoreDefinition {
  /**
   * The store's place among the identity stores: those of lower numbers are asked first.
   *
   * @return the priority
   */
  int priority() default 80;
}
