// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.session;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/**
 * An asynchronous context without session-scoped beans in its threads. CDI activates their scope
 * for calls of servlets, filters and listeners, but not for {@link #start}. Some servers leave a
 * thread associated with the session of an earlier request, as Tomcat with Weld does after an
 * asynchronous request. Such a thread would return the beans of that session.
 */
final class OwnAsyncContext implements AsyncContext {
  private final AsyncContext context;
  private final CurrentRequest current;

  OwnAsyncContext(AsyncContext context, CurrentRequest current) {
    this.context = context;
    this.current = current;
  }

  @Override
  public void start(Runnable task) {
    context.start(() -> current.runWithoutRequest(task));
  }

  @Override
  public ServletRequest getRequest() {
    return context.getRequest();
  }

  @Override
  public ServletResponse getResponse() {
    return context.getResponse();
  }

  @Override
  public boolean hasOriginalRequestAndResponse() {
    return context.hasOriginalRequestAndResponse();
  }

  @Override
  public void dispatch() {
    context.dispatch();
  }

  @Override
  public void dispatch(String path) {
    context.dispatch(path);
  }

  @Override
  public void dispatch(ServletContext application, String path) {
    context.dispatch(application, path);
  }

  @Override
  public void complete() {
    context.complete();
  }

  @Override
  public void addListener(AsyncListener listener) {
    context.addListener(listener);
  }

  @Override
  public void addListener(AsyncListener listener, ServletRequest request, ServletResponse answer) {
    context.addListener(listener, request, answer);
  }

  @Override
  public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
    return context.createListener(type);
  }

  @Override
  public void setTimeout(long milliseconds) {
    context.setTimeout(milliseconds);
  }

  @Override
  public long getTimeout() {
    return context.getTimeout();
  }
}
