// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

/**
 * Turns a caller name that a trusted proxy asserted into the name that the identity stores know. An
 * application provides one as a CDI bean; with none, names are taken as they are. Implementations
 * must be safe for use by many threads. A request for which one throws an exception is answered
 * with 500 ({@link Rejection#APPLICATION_FAILED}).
 *
 * <p>{@code gatepass.caller-name-pattern} judges the asserted name, before it is normalized. A name
 * that comes out changed has to pass the rules for reserved names, invisible characters, length and
 * script too; else the request is rejected with 400.
 *
 * <p>Two asserted names that come out equal are one caller. A normalizer that cuts off <em>any</em>
 * domain makes {@code alice@OTHER.TEST} the local {@code alice}: a Kerberos realm or an identity
 * provider that trusts another one asserts such names, and the other one decides who gets them. So
 * cut off one realm, and leave every other name as it is, which then belongs to no account:
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class OneRealm implements CallerNameNormalizer {
 *   private static final String REALM = "@EXAMPLE.COM";
 *
 *   @Override
 *   public String normalize(String assertedName) {
 *     return assertedName.endsWith(REALM)
 *         ? assertedName.substring(0, assertedName.length() - REALM.length())
 *         : assertedName;
 *   }
 * }
 * }</pre>
 *
 * <p>With the pattern {@code .+@EXAMPLE\.COM} in addition, names of other realms and names without
 * one are rejected before they are normalized.
 */
@FunctionalInterface
public interface CallerNameNormalizer {
  /**
   * Normalizes a name.
   *
   * @param assertedName the name as the proxy wrote it, after it has passed the rules for asserted
   *     names
   * @return the name to look for. It has the standard form (ASCII digits, {@code . _ @ + -} and
   *     letters of one script), or matches {@code gatepass.caller-name-pattern}. Anything else is
   *     rejected: {@code null}, a blank and a placeholder such as {@code null} with {@link
   *     Rejection#UNFIT_NAME}, a name such as {@code anonymous} with {@link
   *     Rejection#RESERVED_NAME}, a long one with {@link Rejection#TOO_LONG}, and one with
   *     invisible characters with {@link Rejection#UNCLEAN_VALUE}
   */
  String normalize(String assertedName);
}
