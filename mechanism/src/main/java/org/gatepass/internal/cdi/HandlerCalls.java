// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cdi;

import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.security.Principal;
import java.util.Hashtable;
import org.gatepass.internal.flow.Attempt;
import org.gatepass.internal.servlet.MechanismCall;
import org.gatepass.internal.store.LibraryVisibility;
import org.jspecify.annotations.Nullable;

/**
 * Records the calls of an application's {@code HttpAuthenticationMechanismHandler} (Jakarta
 * Security 4.0). The handler may select another mechanism than Gatepass's for a request.
 */
final class HandlerCalls {
  private static final String HANDLER =
      "jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanismHandler";

  /** The constant {@code WSCREDENTIAL_SECURITYNAME} of Liberty's API. */
  private static final String LIBERTY_CALLER = "com.ibm.wsspi.security.cred.securityName";

  private HandlerCalls() {}

  /**
   * Binds the interceptor to a type, if the type is a handler of the application.
   *
   * @return whether the type is a handler
   */
  static boolean bind(ProcessAnnotatedType<?> type) {
    Class<?> candidate = type.getAnnotatedType().getJavaClass();
    if (!isHandler(candidate) || !LibraryVisibility.isVisibleTo(candidate.getClassLoader())) {
      return false;
    }
    type.configureAnnotatedType()
        .filterMethods(method -> method.getJavaMember().getName().equals("validateRequest"))
        .forEach(method -> method.add(new NotedLiteral()));
    return true;
  }

  /** Adds the interceptor. Its class has no annotation, so that class scans do not find it. */
  static void addInterceptor(AfterTypeDiscovery discovery) {
    discovery
        .addAnnotatedType(Noting.class, Noting.class.getName())
        .add(new InterceptorLiteral())
        .add(new NotedLiteral());
    discovery.getInterceptors().add(Noting.class);
  }

  private static boolean isHandler(Class<?> candidate) {
    for (Class<?> type = candidate; type != null; type = type.getSuperclass()) {
      for (Class<?> implemented : type.getInterfaces()) {
        if (implemented.getName().equals(HANDLER)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Binds {@link Noting}. */
  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Noted {}

  /** The interceptor. */
  public static class Noting {
    /** For the container. */
    public Noting() {}

    /**
     * Records the call and proceeds. Then it assigns the session to the caller that the selected
     * mechanism has authenticated. A forbidden request does not reach the guard.
     */
    @AroundInvoke
    Object note(InvocationContext call) throws Exception {
      HttpServletRequest request = argument(call, HttpServletRequest.class);
      if (request != null) {
        MechanismCall.note(request);
      }
      Object status = ThisApplication.extension().currentRequest().callMechanism(call::proceed);
      HttpMessageContext context = argument(call, HttpMessageContext.class);
      if (request != null && context != null) {
        ThisApplication.extension()
            .flow()
            .noteChosen(
                Attempt.received(request),
                status == AuthenticationStatus.SUCCESS ? callerOf(context) : null);
      }
      return status;
    }

    /** Liberty's context lacks a caller that a mechanism has passed as a text. */
    private static @Nullable Principal callerOf(HttpMessageContext context) {
      Principal caller = context.getCallerPrincipal();
      if (caller != null || context.getClientSubject() == null) {
        return caller;
      }
      return context.getClientSubject().getPrivateCredentials(Hashtable.class).stream()
          .map(table -> table.get(LIBERTY_CALLER))
          .filter(String.class::isInstance)
          .findFirst()
          .<Principal>map(name -> name::toString)
          .orElse(null);
    }

    private static <T> @Nullable T argument(InvocationContext call, Class<T> type) {
      for (Object argument : call.getParameters()) {
        if (type.isInstance(argument)) {
          return type.cast(argument);
        }
      }
      return null;
    }
  }

  private static final class NotedLiteral extends AnnotationLiteral<Noted> implements Noted {
    private static final long serialVersionUID = 1;
  }

  private static final class InterceptorLiteral extends AnnotationLiteral<Interceptor>
      implements Interceptor {
    private static final long serialVersionUID = 1;
  }
}
