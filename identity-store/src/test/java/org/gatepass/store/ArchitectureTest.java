// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import static com.tngtech.archunit.base.DescribedPredicate.not;
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
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import java.util.Map;
import java.util.stream.Collectors;

/** The boundaries of the packages, as docs/architecture.md draws them. */
@AnalyzeClasses(
    packages = "org.gatepass.store",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] API = {
    "org.gatepass.store", "org.gatepass.store.admin", "org.gatepass.store.sync"
  };
  private static final int MAX_TYPES = 20;

  @ArchTest
  static final ArchRule theApiUsesNothingInternal =
      noClasses()
          .that()
          .resideInAnyPackage(API)
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.gatepass..internal.."));

  @ArchTest
  static final ArchRule theStoresUseNothingInternalOfTheMechanism =
      noClasses().should().dependOnClassesThat(resideInAnyPackage("org.gatepass.internal.."));

  @ArchTest
  static final ArchRule onlyTheExtensionFindsTheApplication =
      noClasses()
          .that()
          .areNotAssignableTo(Extension.class)
          .should()
          .callMethod(CDI.class, "current");

  @ArchTest
  static final ArchRule accountsAndQueriesNameNoContainer =
      noClasses()
          .that()
          .resideInAPackage("org.gatepass.store.internal..")
          .and()
          .resideOutsideOfPackage("org.gatepass.store.internal.cdi")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("jakarta.enterprise..", "jakarta.servlet..")
                  .and(not(equivalentTo(DeploymentException.class))));

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().assignedFrom(packages()).should().beFreeOfCycles();

  /**
   * Payara and GlassFish find the application of one extension for each class loader only; see
   * StoreExtension.
   */
  @ArchTest
  static void theJarHasOneExtension(JavaClasses classes) {
    assertThat(classes.stream().filter(type -> type.isAssignableTo(Extension.class)))
        .extracting(JavaClass::getSimpleName)
        .containsExactly("StoreExtension");
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
