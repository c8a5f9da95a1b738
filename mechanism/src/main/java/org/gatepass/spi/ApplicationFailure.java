// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Wraps an exception or error of an application's bean. Identity stores and their handler let it
 * pass, and Gatepass answers the request with 500 ({@link
 * org.gatepass.Rejection#APPLICATION_FAILED}). Identity stores call the application's beans through
 * {@link #guard}.
 */
public final class ApplicationFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private ApplicationFailure(Throwable cause) {
    super(cause.getClass().getName(), cause);
  }

  /**
   * Calls a bean of the application.
   *
   * @param call the call
   * @param <T> the type of the call's result
   * @return the call's result
   * @throws ApplicationFailure if the call throws an exception, a {@code LinkageError}, an {@code
   *     AssertionError} or a {@code StackOverflowError}
   */
  public static <T extends @Nullable Object> T guard(Supplier<T> call) {
    try {
      return call.get();
    } catch (ApplicationFailure failure) {
      throw failure;
    } catch (Exception | LinkageError | AssertionError | StackOverflowError thrown) {
      // Exception: a bean written in a language without checked exceptions may throw any.
      throw new ApplicationFailure(thrown);
    }
  }

  /**
   * Finds an {@code ApplicationFailure} among a failure and its causes.
   *
   * @param failure the failure
   * @return the first one within 20 causes, or null if the first 20 causes contain none
   */
  public static @Nullable ApplicationFailure in(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 20; depth++) {
      if (cause instanceof ApplicationFailure found) {
        return found;
      }
      cause = cause.getCause();
    }
    return null;
  }

  /**
   * The exception or error that the bean threw.
   *
   * @return the exception or error
   */
  public Throwable thrown() {
    return Objects.requireNonNull(getCause());
  }
}
