// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.store;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.spi.ApplicationFailure;
import org.jspecify.annotations.Nullable;

/**
 * The identity stores for the flow. An exception of a store is wrapped in a {@link StoreFailure},
 * or in an {@link ApplicationFailure} if a bean of the application has thrown it. Immutable and
 * safe for use by many threads, except an instance that {@link #measuredBy} returns.
 */
public final class FailureWrappingStores implements IdentityStoreHandler {
  private final IdentityStoreHandler handler;
  private final @Nullable StoreTime time;

  /**
   * Wraps the stores.
   *
   * @param handler the application's handler, or the one that replaces the server's
   */
  public FailureWrappingStores(IdentityStoreHandler handler) {
    this(handler, null);
  }

  private FailureWrappingStores(IdentityStoreHandler handler, @Nullable StoreTime time) {
    this.handler = handler;
    this.time = time;
  }

  /** A copy of the stores for one decision, which adds the time of each call to a sum. */
  public FailureWrappingStores measuredBy(StoreTime sum) {
    return new FailureWrappingStores(handler, sum);
  }

  @Override
  public CredentialValidationResult validate(Credential credential) {
    long begun = begin();
    try {
      return Objects.requireNonNull(handler.validate(credential), "a handler's result is null");
    } catch (Exception | LinkageError thrown) {
      throw wrapped(thrown);
    } finally {
      end(begun);
    }
  }

  /**
   * Validates a remembered login again. {@code VALID} and {@code INVALID} of any store are final.
   * If all stores return {@code NOT_VALIDATED}, the login continues through the store that accepted
   * it.
   */
  public CredentialValidationResult validateAgain(RememberedCallerCredential remembered) {
    CredentialValidationResult result = validate(remembered);
    return result.getStatus() == Status.NOT_VALIDATED
            && handler instanceof PrioritizedStores prioritized
        ? wrappingFailures(() -> prioritized.keep(remembered))
        : result;
  }

  /** Whether another store than the one that accepted a login ends it. */
  public boolean isEndedElsewhere(RememberedCallerCredential remembered) {
    return handler instanceof PrioritizedStores prioritized
        && wrappingFailures(() -> prioritized.validateElsewhere(remembered)).getStatus()
            == Status.INVALID;
  }

  /** The result of another look-up in a store's database. A failure counts as one of the store. */
  public boolean isTrue(BooleanSupplier lookUp) {
    return wrappingFailures(lookUp::getAsBoolean);
  }

  private <T> T wrappingFailures(Supplier<T> call) {
    long begun = begin();
    try {
      return call.get();
    } catch (Exception | LinkageError thrown) {
      throw wrapped(thrown);
    } finally {
      end(begun);
    }
  }

  private long begin() {
    return time == null ? 0 : System.nanoTime();
  }

  private void end(long begun) {
    if (time != null) {
      time.add(System.nanoTime() - begun);
    }
  }

  /** The exception for a failure. On WildFly an interceptor may throw checked exceptions. */
  private static RuntimeException wrapped(Throwable thrown) {
    ApplicationFailure failure = ApplicationFailure.in(thrown);
    return failure != null ? failure : new StoreFailure(thrown);
  }
}
