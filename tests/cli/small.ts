/** A regulation with little in it and something of everything, for tests that read it thousands of times. */
export const SMALL = `# A small regulation
format: 1
id: small
title: Quy định nhỏ
authority: Cơ quan ban hành
year: 2025
sources:
  - { abbreviation: QĐ 1, title: Quyết định số 1 }
  - { abbreviation: NĐ 2, title: Nghị định số 2 }
scale: 100
rounding: { places: 2, mode: halfUp, article: I.1, text: Làm tròn hai chữ số }
notApplicable: { article: I.2, text: Không áp dụng thì không tính }
bonus: { article: I.3, text: Điểm cộng nằm trong mức tối đa }
deduction: { article: I.4, text: Điểm trừ làm giảm điểm đạt }
roles:
  - { key: unit, title: Đơn vị, article: II.1, text: Tự chấm điểm }
calendar:
  - { key: scoring, title: Chấm điểm, from: 12-01, to: 12-15, article: II.2, text: Đến hết ngày 15 }
facts:
  - { key: disciplined, type: boolean, default: false, title: Bị kỷ luật, article: II.3, text: Bị kỷ luật thì không xuất sắc }
  - key: tasks
    type: counts
    title: Nhiệm vụ
    article: II.4
    text: Số nhiệm vụ
    fields:
      - { key: assigned, title: Được giao, atLeast: 1 }
      - { key: done, title: Đã xong, atMost: assigned }
indexes:
  - code: "01"
    title: Chỉ số 01
    article: III.1
    text: Bộ tiêu chí
    contents:
      - code: "1"
        title: Nội dung 1
        kind: points
        maxPoints: 60
        scoredBy: unit
        article: III.2
        text: Nhiệm vụ
        criteria:
          - code: "1.1"
            title: Nhóm 1.1
            maxPoints: 35.5
            article: III.2
            criteria:
              - { code: 1.1.1, title: Chấm tay, maxPoints: 10.25, article: III.2, text: Chấm, evidence: [Báo cáo], method: points }
              - { code: 1.1.2, title: Chọn, maxPoints: 5.25, article: III.2, text: Chọn, evidence: [Báo cáo], method: choice, options: [{ key: full, title: Đủ, points: 5.25 }, { key: none, title: Không, points: 0 }] }
              - code: 1.1.3
                title: Tỷ lệ
                maxPoints: 20
                article: III.2
                text: Tỷ lệ
                evidence: [Báo cáo]
                method: ratio
                numerator: Số xong
                denominator: Số giao
                bands:
                  - { atLeast: 90, points: 20 }
                  - { atLeast: 50, proportional: true }
                  - { atLeast: 0, points: 0 }
          - { code: 1.2, title: Danh mục, maxPoints: 10, article: III.2, text: Mục, evidence: [Báo cáo], method: checklist, items: [{ key: a, title: Mục a, points: 4 }, { key: b, title: Mục b, points: 6 }] }
          - { code: 1.3, title: Khảo sát, maxPoints: 14.5, article: III.2, text: Khảo sát, evidence: [Báo cáo], method: survey, question: Hài lòng, scaleMin: 1, scaleMax: 5 }
      - code: "2"
        title: Nội dung 2
        kind: points
        maxPoints: 37
        scoredBy: unit
        article: "NĐ 2, 3.a"
        text: Kết quả
        criteria:
          - { code: 2.1, title: Cho điểm, maxPoints: 20, article: III.3, text: Cho điểm, evidence: [Phiếu], method: rating, raters: Lãnh đạo }
          - code: 2.2
            title: Khoảng
            maxPoints: 17
            article: III.3
            text: Khoảng
            evidence: [Báo cáo]
            method: bands
            measure: Tỷ lệ giải ngân
            unit: "%"
            lowest: 0
            bands:
              - { atLeast: 95, points: 17 }
              - { atLeast: 60, line: { from: 60, to: 95, pointsFrom: 0.5, pointsTo: 17 } }
              - { atLeast: 0, proportionalTo: 500 }
      - code: "3"
        title: Điểm cộng
        kind: bonus
        maxPoints: 3
        scoredBy: unit
        article: III.4
        text: Cộng
        criteria:
          - { code: 3.1, title: Sáng kiến, maxPoints: 3, article: III.4, text: Cộng, evidence: [Quyết định], method: occurrences, event: sáng kiến, pointsEach: 0.5, cap: 3 }
      - code: "4"
        title: Điểm trừ
        kind: deduction
        scoredBy: unit
        article: III.5
        text: Trừ
        criteria:
          - { code: 4.1, title: Vi phạm, article: III.5, text: Trừ, evidence: [Kết luận], method: occurrences, event: vi phạm, pointsEach: 2 }
ratios:
  - key: quality
    title: Chất lượng
    contents: [1, 2, 3, 4]
    article: IV.1
    text: Tỷ lệ phần trăm
    tieBreaks: [{ content: 1, article: IV.2, text: Nội dung 1 cao hơn xếp trước }]
    decision: { by: Chủ tịch, required: true, article: IV.3, text: Chủ tịch quyết định }
classifications:
  - ratio: quality
    title: Mức
    article: V.1
    text: Ba mức
    levels:
      - key: excellent
        title: Xuất sắc
        article: V.2
        text: Từ 90%
        when:
          all:
            - { value: percent, atLeast: 90 }
            - { value: disciplined, equals: false }
            - { value: tasks.done, atLeast: 80, percentOf: tasks.assigned }
        quota: { share: 20, base: levelOrBetter, baseLevel: good, article: V.3, text: Không quá 20% }
      - { key: good, title: Tốt, article: V.4, text: Từ 70%, when: { value: percent, atLeast: 70 } }
      - { key: failed, title: Không đạt, article: V.5, text: Dưới 70%, when: { not: { value: percent, atLeast: 70 } } }
`;
