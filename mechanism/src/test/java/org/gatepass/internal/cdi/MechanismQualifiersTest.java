// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Qualifier;
import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

class MechanismQualifiersTest {
  private static final String WHERE = "@RemoteUserAuthenticationMechanismDefinition: qualifiers: ";
  private static final String HERE = MechanismQualifiersTest.class.getName() + "$";

  @Qualifier
  @Retention(RetentionPolicy.RUNTIME)
  @interface FromProxy {}

  @Qualifier
  @Retention(RetentionPolicy.RUNTIME)
  @interface Second {}

  @Qualifier
  @Retention(RetentionPolicy.RUNTIME)
  @interface Numbered {
    int value() default 1;
  }

  @interface NoQualifier {}

  /** What the compiler makes of the same qualifier, to compare with. */
  @FromProxy
  private static final class Bearer {}

  private static MechanismQualifiers with(Class<?>... classes) {
    return MechanismQualifiers.of(classes, true);
  }

  @Test
  void givesNoneWithoutAny() {
    assertThat(with().annotations()).isEmpty();
    assertThat(with().problems()).isEmpty();
    assertThat(MechanismQualifiers.of(new Class<?>[0], false).problems()).isEmpty();
  }

  @Test
  void equalsTheAnnotationInSourceCode() {
    Annotation made = with(FromProxy.class).annotations().get(0);
    Annotation written = Bearer.class.getAnnotation(FromProxy.class);

    assertThat(made).isEqualTo(written).hasSameHashCodeAs(written);
    assertThat(written).isEqualTo(made);
    assertThat(made.annotationType()).isEqualTo(FromProxy.class);
    assertThat(made).hasToString("@" + HERE + "FromProxy");
  }

  @Test
  void equalsNoOtherAnnotation() {
    List<Annotation> made = with(FromProxy.class, Second.class).annotations();

    assertThat(made).hasSize(2);
    assertThat(made.get(0)).isNotEqualTo(made.get(1));
  }

  @Test
  void takesARepeatedOneOnce() {
    assertThat(with(FromProxy.class, FromProxy.class).annotations()).hasSize(1);
  }

  @Test
  void namesWhatIsNoQualifier() {
    MechanismQualifiers wrong = with(NoQualifier.class, String.class, FromProxy.class);

    assertThat(wrong.problems())
        .containsExactlyInAnyOrder(
            WHERE + HERE + "NoQualifier is not a qualifier: it lacks @Qualifier",
            WHERE + "java.lang.String is not a qualifier: it lacks @Qualifier");
    assertThat(wrong.annotations()).hasSize(1);
  }

  @Test
  void namesAQualifierWithMembers() {
    assertThat(with(Numbered.class).problems())
        .containsExactly(WHERE + HERE + "Numbered has members, which are not supported here");
  }

  @Test
  void namesAServerWithoutHandlers() {
    assertThat(MechanismQualifiers.of(new Class<?>[] {FromProxy.class}, false).problems())
        .containsExactly(
            WHERE
                + "this server's Jakarta Security is older than 4.0, which does not support"
                + " qualifiers of mechanisms: remove them");
  }
}
