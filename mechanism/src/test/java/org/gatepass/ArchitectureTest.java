// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import jakarta.enterprise.inject.spi.Extension;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatepass.spi.ClaimedIdentity;
import org.gatepass.spi.EvidenceCheck;
import org.gatepass.spi.HeaderFault;
import org.gatepass.spi.IdentitySource;
import org.gatepass.spi.Peer;
import org.gatepass.spi.RequestHeaders;
import org.gatepass.spi.signout.SignOutEndpoint;

/** The boundaries of the packages, as docs/architecture.md draws them. */
@AnalyzeClasses(packages = "org.gatepass", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] API = {
    "org.gatepass", "org.gatepass.password", "org.gatepass.spi", "org.gatepass.spi.signout"
  };
  private static final String[] TRUST = {
    "org.gatepass.internal.certificate",
    "org.gatepass.internal.header",
    "org.gatepass.internal.identity",
    "org.gatepass.internal.trust"
  };
  private static final int MAX_TYPES = 20;

  @ArchTest
  static final ArchRule trustIsPureJava =
      noClasses()
          .that()
          .resideInAnyPackage(TRUST)
          .should()
          .dependOnClassesThat(
              not(
                  resideInAnyPackage("java..", "javax.security.auth.x500", "org.jspecify..")
                      .or(resideInAnyPackage(TRUST))
                      .or(equivalentTo(Rejection.class))
                      .or(
                          belongToAnyOf(
                              ClaimedIdentity.class,
                              EvidenceCheck.class,
                              HeaderFault.class,
                              IdentitySource.class,
                              Peer.class,
                              RequestHeaders.class,
                              SignOutEndpoint.class))));

  @ArchTest
  static final ArchRule trustUsesNoLogClockOrNetwork =
      noClasses()
          .that()
          .resideInAnyPackage(TRUST)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.time..", "java.net..", "java.util.logging..")
                  .or(equivalentTo(System.Logger.class))
                  .or(equivalentTo(System.class)));

  @ArchTest
  static final ArchRule theApiUsesNothingInternal =
      noClasses()
          .that()
          .resideInAnyPackage(API)
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.gatepass.internal.."));

  @ArchTest
  static final ArchRule decisionsNameNoContainer =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.gatepass.internal.flow",
              "org.gatepass.internal.password",
              "org.gatepass.internal.settings")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "jakarta.enterprise..",
                  "jakarta.security.auth.message..",
                  "jakarta.security.enterprise.authentication.."));

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().assignedFrom(packages()).should().beFreeOfCycles();

  /**
   * Payara and GlassFish find the application of one extension for each class loader only; see
   * RemoteUserExtension.
   */
  @ArchTest
  static void theJarHasOneExtension(JavaClasses classes) {
    assertThat(classes.stream().filter(type -> type.isAssignableTo(Extension.class)))
        .extracting(JavaClass::getSimpleName)
        .containsExactly("RemoteUserExtension");
  }

  @ArchTest
  static void packagesStaySmall(JavaClasses classes) {
    Map<String, Long> large =
        classes.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    large.values().removeIf(types -> types <= MAX_TYPES);

    assertThat(large).isEmpty();
  }

  /** Takes the root package for a slice as well, which a pattern would leave out. */
  private static SliceAssignment packages() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
        return SliceIdentifier.of(javaClass.getPackageName());
      }

      @Override
      public String getDescription() {
        return "packages";
      }
    };
  }
}
