// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.gatepass.Rejection;
import org.gatepass.spi.signout.IssuerSession;
import org.jspecify.annotations.Nullable;

/**
 * The claim of a trusted request about its caller, before Gatepass's rules for names and groups.
 */
public sealed interface ClaimedIdentity {
  /** A part of an identity besides the caller name. */
  enum Part {
    /** The groups. */
    GROUPS,
    /** The e-mail address. */
    EMAIL,
    /** The display name. */
    DISPLAY_NAME,
    /** The stable id. */
    STABLE_ID
  }

  /**
   * No caller is named.
   *
   * @param ignored why a value was ignored, such as {@link Rejection#PLACEHOLDER}; null if there is
   *     no value
   */
  record None(@Nullable Rejection ignored) implements ClaimedIdentity {}

  /**
   * The request must be rejected, because a header is malformed.
   *
   * @param fault the header and the reason code
   */
  record Malformed(HeaderFault fault) implements ClaimedIdentity {}

  /**
   * The session at an issuer to which an identity belongs. The issuer ends the login by ending this
   * session.
   *
   * @param session the session at the issuer
   * @param at when the issuer stated the identity, by the issuer's clock; null if the source has no
   *     time of issue
   */
  record Issued(IssuerSession session, @Nullable Instant at) {}

  /** A named caller: decoded text that no rule has checked yet. Immutable. */
  final class Named implements ClaimedIdentity {
    private final String callerName;
    private final List<String> groups;
    private final @Nullable String email;
    private final @Nullable String displayName;
    private final @Nullable String stableId;
    private final Set<HeaderFault> leftOut;
    private final @Nullable Issued issued;

    private Named(Builder builder) {
      callerName = builder.callerName;
      groups = builder.groups;
      email = builder.email;
      displayName = builder.displayName;
      stableId = builder.stableId;
      leftOut = builder.leftOut;
      issued = builder.issued;
    }

    /**
     * Starts a claim with a caller name alone.
     *
     * @param callerName the caller name
     * @return a builder
     */
    public static Builder caller(String callerName) {
      return new Builder(callerName);
    }

    /**
     * The claimed caller name.
     *
     * @return the name
     */
    public String callerName() {
      return callerName;
    }

    /**
     * The claimed groups, before mapping.
     *
     * @return the groups; empty for none
     */
    public List<String> groups() {
      return groups;
    }

    /**
     * The claimed e-mail address.
     *
     * @return the address, or null if the source names none
     */
    public @Nullable String email() {
      return email;
    }

    /**
     * The claimed display name.
     *
     * @return the name, or null if the source names none
     */
    public @Nullable String displayName() {
      return displayName;
    }

    /**
     * The claimed stable id.
     *
     * @return the id, or null if the source is not configured to read ids
     */
    public @Nullable String stableId() {
      return stableId;
    }

    /**
     * The headers of which the source could not read a part.
     *
     * @return the headers with the reason codes
     */
    public Set<HeaderFault> leftOut() {
      return leftOut;
    }

    /**
     * The session at the issuer.
     *
     * @return the session, or null if no issuer can end the login
     */
    public @Nullable Issued issued() {
      return issued;
    }

    /** Returns the class name alone: log lines must not contain header values. */
    @Override
    public String toString() {
      return "Named";
    }
  }

  /** A builder of a {@link Named} claim. Not safe for use by many threads. */
  final class Builder {
    private final String callerName;
    private List<String> groups = List.of();
    private @Nullable String email;
    private @Nullable String displayName;
    private @Nullable String stableId;
    private Set<HeaderFault> leftOut = Set.of();
    private @Nullable Issued issued;

    private Builder(String callerName) {
      this.callerName = Objects.requireNonNull(callerName, "callerName");
    }

    /**
     * Sets the groups.
     *
     * @param claimed the groups, before mapping
     * @return this builder
     */
    public Builder groups(List<String> claimed) {
      groups = List.copyOf(claimed);
      return this;
    }

    /**
     * Sets the e-mail address.
     *
     * @param claimed the address, or null if the source names none
     * @return this builder
     */
    public Builder email(@Nullable String claimed) {
      email = claimed;
      return this;
    }

    /**
     * Sets the display name.
     *
     * @param claimed the name, or null if the source names none
     * @return this builder
     */
    public Builder displayName(@Nullable String claimed) {
      displayName = claimed;
      return this;
    }

    /**
     * Sets the stable id. A source that is configured to read ids claims no caller without an id.
     *
     * @param claimed the id, or null if the source is not configured to read ids
     * @return this builder
     */
    public Builder stableId(@Nullable String claimed) {
      stableId = claimed;
      return this;
    }

    /**
     * Sets the headers of which the source could not read a part.
     *
     * @param faults the headers with the reason codes
     * @return this builder
     */
    public Builder leftOut(Set<HeaderFault> faults) {
      leftOut = Set.copyOf(faults);
      return this;
    }

    /**
     * Sets the session at the issuer, which a remembered login records.
     *
     * @param claimed the session, or null if no issuer can end the login
     * @return this builder
     */
    public Builder issued(@Nullable Issued claimed) {
      issued = claimed;
      return this;
    }

    /**
     * Creates the claim.
     *
     * @return the claim
     */
    public Named build() {
      return new Named(this);
    }
  }
}
