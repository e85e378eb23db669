//! What the words of section titles say of a section's kind.

use crate::model::SectionKind::{
    self, Communication, Constraints, Context, Escalation, Examples, Expertise, Output, Principles, Quality,
    Responsibilities, Role, Tools, Workflow,
};

/// Phrases that say more than their words; the first that stands in a title decides. Words are stemmed.
pub(super) const PHRASES: &[(&[&str], SectionKind)] = &[
    (&["when", "not", "to"], Constraints),
    (&["when", "to"], Context),
    (&["when", "you", "re", "unsure"], Escalation),
    (&["when", "you", "are", "unsure"], Escalation),
    (&["when", "unsure"], Escalation),
    (&["when", "in", "doubt"], Escalation),
    (&["if", "unsure"], Escalation),
    (&["ask", "first"], Constraints),
    (&["why", "this"], Context),
    (&["use", "case"], Examples),
    (&["example", "activation"], Context),
    (&["integration", "with"], Escalation),
    (&["integration", "point"], Escalation),
    (&["work", "with"], Escalation),
    (&["called", "by"], Escalation),
    (&["delegate", "to"], Escalation),
    (&["share", "data", "with"], Escalation),
    (&["dispatch", "to"], Escalation),
    (&["memory", "protocol"], Context),
    (&["coordination", "protocol"], Escalation),
    (&["input", "validation"], Constraints),
    (&["what", "you", "do", "not"], Constraints),
    (&["focus", "area"], Responsibilities),
    (&["area", "of", "focus"], Responsibilities),
    (&["production", "excellence"], Quality),
    (&["next", "step"], Output),
    (&["follow", "up"], Output),
    (&["hot", "spot"], Output),
    (&["code", "style"], Principles),
    (&["style", "guide"], Principles),
];

/// Stemmed words (in scripts without spaces: runs of characters) that speak for a kind, with how loudly they do, 1..=4.
pub(super) const TERMS: &[(SectionKind, u32, &str)] = &[
    (
        Role,
        4,
        "mission purpose 角色 身份 使命 役割 역할 identité rôle identidade identidad missão misión rolle identität",
    ),
    (Role, 3, "role identity persona objective 概述 目的 概要 개요 papel rol"),
    (Role, 2, "overview introduction description about who goal"),
    (
        Expertise,
        4,
        "expertise competency competencie competence capability specialization specialty proficiency 能力 \
         技能 专长 専門 スキル 전문 역량 capacité capacités compétence compétences capacidade capacidad competência \
         competências competencia habilidade fähigkeiten kompetenzen fachwissen",
    ),
    (Expertise, 3, "skill knowledge mastery 专业 技术栈"),
    (Expertise, 2, "expert technology stack domain feature advanced optimization management processing"),
    (Expertise, 1, "typography"),
    (
        Responsibilities,
        4,
        "responsibility duty 职责 责任 責務 責任 책임 임무 responsabilité responsabilités responsabilidade \
         responsabilidad responsabilidades verantwortlichkeiten verantwortung aufgaben",
    ),
    (Responsibilities, 3, "aufgabe 任务"),
    (Responsibilities, 2, "task focus scope"),
    (
        Workflow,
        4,
        "workflow process approach approaching approache methodology procedure phase 流程 步骤 プロセス 手順 ワークフロー \
         워크플로우 흐름 프로세스 절차 processus processu démarche approche méthodologie processo fluxo abordagem \
         metodologia proceso flujo enfoque metodología arbeitsablauf prozess vorgehen ablauf",
    ),
    (
        Workflow,
        3,
        "method step instruction implementation implement implementing initialize invoked triage \
         lifecycle 方法 paso schritt",
    ),
    (
        Workflow,
        2,
        "stage analysi assessment planning discovery rollback deployment migration run execution recovery \
         troubleshooting cycle algorithm",
    ),
    (
        Principles,
        4,
        "principle practice philosophy mindset convention 原则 最佳实践 准则 指南 原則 ベストプラクティス ガイドライン 원칙 \
         모범 가이드라인 principe pratique princípio princípios prática práticas principio práctica prácticas \
         diretrize directrice prinzipien grundsätze richtlinien",
    ),
    (Principles, 3, "decision pattern tip behavioral trait directive providing"),
    (Principles, 2, "guideline value standard handling"),
    (Principles, 1, "framework security performance"),
    (
        Quality,
        4,
        "quality checklist metric verification assurance 质量 指标 品質 チェックリスト 指標 품질 체크리스트 지표 qualité métrique \
         métriques critère critères qualidade métrica métricas critério calidad criterio verificación \
         verificação qualität qualitätssicherung prüfung erfolgskriterien",
    ),
    (Quality, 3, "success criteria verify validation testing acceptance check gate 检查 验证 标准 検証 基準 검증 기준"),
    (Quality, 2, "test confidence coverage"),
    (Quality, 1, "review"),
    (
        Output,
        4,
        "output deliverable summary recommendation 输出 交付 出力 成果物 出力形式 출력 산출물 sortie livrable livrables \
         saída entregáveis entregávei salida entregable ausgabe ausgabeformat ergebnisse",
    ),
    (
        Output,
        3,
        "format report result template finding evidence impact remediation deliver return artifact 格式 报告 \
         フォーマット 형식 formato livraison",
    ),
    (Output, 2, "response documentation expected priority debt"),
    (Output, 1, "plan follow"),
    (Examples, 4, "example 示例 例子 案例 使用例 예시 예제 exemple exemplo ejemplo beispiel beispiele"),
    (Examples, 3, "sample scenario demo"),
    (Examples, 2, "例"),
    (
        Communication,
        4,
        "communication tone voice 沟通 コミュニケーション 소통 커뮤니케이션 comunicação comunicación kommunikation \
         kommunikationsstil",
    ),
    (Communication, 3, "交流"),
    (Communication, 2, "style language handoff estilo"),
    (Communication, 1, "protocol"),
    (
        Constraints,
        4,
        "constraint limitation rule never alway don't don boundary boundarie safeguard guardrail avoid \
         pitfall mistake warning defense restriction prohibited forbidden 约束 限制 规则 禁止 防御 反模式 制約 ルール 規則 제약 \
         규칙 금지 방어 contrainte règle règles regra restrição restrições regla restricción restriccione \
         regeln grenzen einschränkungen limitaciones",
    ),
    (Constraints, 3, "safety 不要 limite límite"),
    (Constraints, 2, "compliance not anti important critical must requirement skip"),
    (Constraints, 1, "do mandatory"),
    (
        Tools,
        4,
        "tool toolkit tooling command 工具 命令 ツール コマンド 도구 명령 커맨드 outil outils commande ferramenta comando \
         herramienta werkzeuge befehle komutları",
    ),
    (Tools, 3, "mcp"),
    (
        Escalation,
        4,
        "escalation escalate collaboration delegation delegate coordination coordinated unsure uncertain \
         uncertainty dispatch handover 协作 エスカレーション 連携 協力 에스컬레이션 협업 colaboração colaboración \
         zusammenarbeit eskalation",
    ),
    (Escalation, 3, "clarification 升级"),
    (Escalation, 2, "agent integration 集成"),
    (Escalation, 1, "edge"),
    (
        Context,
        4,
        "activation activate trigger reference resource dependency dependencie prerequisite configuration \
         installation background 上下文 背景 参考 何时 何時 输入 前提 使用时机 コンテキスト タイミング 컨텍스트 배경 참고 시점 contexte référence \
         contexto referência referencia kontext hintergrund referenzen voraussetzungen",
    ),
    (
        Context,
        3,
        "context usage setup input memory request provenance 配置 记忆 関連 memória aprendizado mémoire \
         apprentissage",
    ),
    (Context, 2, "related structure environment learning why profile"),
    (Context, 1, "architecture project"),
];
