// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.store;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import java.util.Objects;
import java.util.function.Supplier;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.spi.ApplicationFailure;

/**
 * The identity stores as the flow calls them. Whatever a store throws becomes a {@link
 * StoreFailure}, or an {@link ApplicationFailure} where the store called a bean of the application.
 * Immutable and safe for use by many threads.
 *
 * @param handler the application's own handler, or the one that stands for the server's
 */
public record FailureWrappingStores(IdentityStoreHandler handler) implements IdentityStoreHandler {
  @Override
  public CredentialValidationResult validate(Credential credential) {
    return wrappingFailures(
        () -> Objects.requireNonNull(handler.validate(credential), "a handler's result is null"));
  }

  /**
   * Validates a remembered login again. {@code VALID} and {@code INVALID} of any store count. Where
   * all stores answer {@code NOT_VALIDATED}, the store that accepted the login keeps it.
   */
  public CredentialValidationResult validateAgain(RememberedCallerCredential remembered) {
    CredentialValidationResult result = validate(remembered);
    return result.getStatus() == Status.NOT_VALIDATED
            && handler instanceof PrioritizedStores prioritized
        ? wrappingFailures(() -> prioritized.keep(remembered))
        : result;
  }

  /** Whether a store ends a login, other than the one that accepted it. */
  public boolean isEndedElsewhere(RememberedCallerCredential remembered) {
    return handler instanceof PrioritizedStores prioritized
        && wrappingFailures(() -> prioritized.validateElsewhere(remembered)).getStatus() == Status.INVALID;
  }

  private static CredentialValidationResult wrappingFailures(Supplier<CredentialValidationResult> call) {
    try {
      return call.get();
    } catch (Exception | LinkageError thrown) {
      // Exception: WildFly lets checked ones out of an interceptor.
      ApplicationFailure failure = ApplicationFailure.in(thrown);
      throw failure != null ? failure : new StoreFailure(thrown);
    }
  }
}
