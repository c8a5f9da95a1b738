// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

/**
 * A function from the caller name that a trusted proxy asserts to the name that identity stores
 * look up. An application provides one as a CDI bean; without one, the name stays unchanged.
 * Implementations must be safe for use by many threads. If one throws an exception, Gatepass
 * answers the request with 500 ({@link Rejection#APPLICATION_FAILED}).
 *
 * <p>The asserted name must match {@code gatepass.caller-name-pattern} before it is normalized. A
 * changed name must pass the rules for reserved names, invisible characters, length and script as
 * well; otherwise Gatepass rejects the request with 400.
 *
 * <p>Two asserted names that are normalized to the same name are the same caller. A normalizer that
 * removes <em>any</em> domain turns {@code alice@OTHER.TEST} into the local {@code alice}. A
 * Kerberos realm or an identity provider that trusts another one asserts such names, and the other
 * one assigns them. So remove one realm, and return every other name unchanged; such a name then
 * belongs to no account:
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
 * <p>With the pattern {@code .+@EXAMPLE\.COM} in addition, Gatepass rejects names of other realms
 * and names without a realm before it normalizes them.
 */
@FunctionalInterface
public interface CallerNameNormalizer {
  /**
   * Normalizes a name.
   *
   * @param assertedName the name from the header, decoded; it has passed the rules for asserted
   *     names
   * @return the name to look up. It must have the standard form (ASCII digits, {@code . _ @ + -}
   *     and letters of one script), or match {@code gatepass.caller-name-pattern}. Gatepass rejects
   *     other results: {@code null}, a blank text, a placeholder such as {@code "null"} and a name
   *     of another form with {@link Rejection#UNFIT_NAME}; a reserved name such as {@code
   *     anonymous} with {@link Rejection#RESERVED_NAME}; a name longer than {@code
   *     gatepass.caller-name-max-length} with {@link Rejection#TOO_LONG}; invisible characters with
   *     {@link Rejection#UNCLEAN_VALUE}
   */
  String normalize(String assertedName);
}
