// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Wraps what a bean of the application threw. It passes through identity stores and their handler;
 * the request is answered with 500. Public for the beans that the identity stores call.
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
   * @param <T> the type of its result
   * @return its result
   * @throws ApplicationFailure when the bean throws
   */
  public static <T extends @Nullable Object> T guard(Supplier<T> call) {
    try {
      return call.get();
    } catch (ApplicationFailure failure) {
      throw failure;
    } catch (Exception | LinkageError | AssertionError | StackOverflowError thrown) {
      // Exception: a bean in a language without checked exceptions may throw any.
      throw new ApplicationFailure(thrown);
    }
  }

  /**
   * Finds the failure of a bean among a failure and its causes.
   *
   * @param failure the failure
   * @return the failure of a bean; null if no bean has failed
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
   * Gives what the bean has thrown.
   *
   * @return the exception or error
   */
  public Throwable thrown() {
    return Objects.requireNonNull(getCause());
  }
}
