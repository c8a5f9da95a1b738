// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.gatepass.internal.flow.FakeRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class MechanismCallTest {
  private final List<Integer> statuses = new ArrayList<>();
  private final StringWriter body = new StringWriter();

  private final HttpServletResponse response =
      (HttpServletResponse)
          Proxy.newProxyInstance(
              HttpServletResponse.class.getClassLoader(),
              new Class<?>[] {HttpServletResponse.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("setStatus")) {
                  statuses.add((Integer) arguments[0]);
                }
                return method.getName().equals("getWriter") ? new PrintWriter(body) : null;
              });

  @Test
  void endsARequestForWhichNoMechanismWasCalled() {
    FakeRequest request = new FakeRequest();

    assertThat(MechanismCall.endWithout(request, response)).isTrue();
    assertThat(statuses).containsExactly(503);
    assertThat(body.toString().strip()).isEqualTo("503 Service Unavailable");
  }

  @Test
  void passesOnARequestForWhichOneWasCalled() {
    FakeRequest request = new FakeRequest();
    MechanismCall.note(request);

    assertThat(MechanismCall.endWithout(request, response)).isFalse();
    assertThat(statuses).isEmpty();
  }

  @Test
  void recordsWhetherTheLastCallRequiredACaller() {
    FakeRequest request = new FakeRequest();
    assertThat(MechanismCall.requiredCaller(request)).isTrue();
    MechanismCall.note(request);
    assertThat(MechanismCall.requiredCaller(request)).isTrue();
    MechanismCall.note(request, false);
    assertThat(MechanismCall.requiredCaller(request)).isFalse();
    assertThat(MechanismCall.endWithout(request, response)).isFalse();
    MechanismCall.note(request, true);
    assertThat(MechanismCall.requiredCaller(request)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(value = DispatcherType.class, names = "REQUEST", mode = Mode.EXCLUDE)
  void keepsTheStatusOfOtherDispatches(DispatcherType type) {
    FakeRequest request = new FakeRequest();
    request.dispatcherType = type;

    assertThat(MechanismCall.endWithout(request, response)).isFalse();
    assertThat(statuses).isEmpty();
  }
}
